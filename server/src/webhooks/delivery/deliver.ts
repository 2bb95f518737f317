import { Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import type { OutboxRow } from '../../events/outbox.ts'
import { readWebhook } from '../read.ts'
import type { StoredWebhook } from '../view.ts'
import { queueReceiver } from './queue.ts'
import { record, type Waiting } from './record.ts'
import { type Reach, sendSigned } from './send.ts'

/** Requests that one receiver has to answer at a time. */
const AT_ONCE = 4
/** How long one receiver is served before the others have their turn. */
const TURN_MS = 20_000

/**
 * Sends one receiver what is due to it, oldest first, for one turn. Of each webhook only one row is in hand at a time, so a
 * receiver is never asked more than it is asked here.
 */
export async function deliverDue(app: App, { accountId = 0, id }: OutboxRow, reach: Reach): Promise<void> {
  const place = { accountId, id: Number(id) }
  await sql`update webhook set queued_at = null where account_id = ${accountId} and id = ${id}`.execute(app.db)
  const until = performance.now() + TURN_MS
  for (;;) {
    const webhook = await readWebhook(app.db, accountId, place.id).catch(nullWhereNone)
    if (!webhook) return
    const due = await readDue(app, webhook)
    if (due.length === 0) return
    await Promise.all(due.map((one) => attempt(app, webhook, one, reach)))
    if (webhook.pace === 'slow' || performance.now() > until) break
  }
  await transact(app, (tx) => queueReceiver(app, tx, place))
}

function nullWhereNone(error: unknown): null {
  if (error instanceof Refusal) return null
  throw error
}

async function readDue(app: App, { accountId, id }: StoredWebhook): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, body, about_room, attempts from webhook_delivery
    where account_id = ${accountId} and webhook_id = ${id} and due_at <= ${app.clock.now()}
    order by due_at, id limit ${AT_ONCE}
  `.execute(app.db)
  return rows
}

/** What somebody may no longer read, they are no longer sent: it is taken out of the record as well. */
async function attempt(app: App, webhook: StoredWebhook, waiting: Waiting, reach: Reach): Promise<void> {
  if (!(await mayRead(app, webhook, waiting.aboutRoom))) {
    await sql`
      delete from webhook_delivery where account_id = ${webhook.accountId} and id = ${waiting.id}
    `.execute(app.db)
    return
  }
  const made = await sendSigned(app, webhook, waiting.body, reach)
  await record(app, webhook, waiting, made).catch(nullWhereNone)
}

async function mayRead(app: App, { accountId }: StoredWebhook, roomId: number | null): Promise<boolean> {
  if (roomId === null) return true
  const { rows } = await sql`
    select from member m join room r on r.id = m.room_id
    where m.room_id = ${roomId} and m.account_id = ${accountId} and m.role is not null and r.deleted_at is null
  `.execute(app.db)
  return rows.length > 0
}
