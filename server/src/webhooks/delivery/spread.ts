import type { WebhookEvent } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../../context.ts'
import { idArray } from '../../db/sql.ts'
import { transact } from '../../db/transaction.ts'
import type { Told } from '../../events/happened.ts'
import type { OutboxRow } from '../../events/outbox.ts'
import { newId } from '../../lib/ids.ts'
import { type StoredWebhook, webhookColumns } from '../view.ts'
import { envelope } from './envelope.ts'
import { queueReceiver } from './queue.ts'

/** Makes a delivery of a change for each webhook it is due to. Done again it makes none: each has the change's name. */
export async function spread(app: App, { roomId = 0, tick = 0, payload }: OutboxRow): Promise<void> {
  const told = payload as Told
  for (const webhook of await readWatching(app, roomId, told)) {
    const event = eventFor(webhook, told)
    if (event) await addDelivery(app, webhook, { event, roomId, key: `${roomId}:${tick}:${event}`, told })
  }
}

/** Webhooks that were on before the change and whose owner is in the room now. */
async function readWatching(app: App, roomId: number, told: Told): Promise<StoredWebhook[]> {
  const { accountIds, all } = 'addressed' in told ? told.addressed : { accountIds: [], all: false }
  const author = 'message' in told ? told.message.accountId : 0
  const { rows } = await sql<StoredWebhook>`
    with watching as (
      select w.account_id, w.webhook_id from watch w join member m on m.room_id = ${roomId} and m.account_id = w.account_id
      where m.role is not null and (
        (w.kind = 'room' and w.subject_id = ${roomId})
        or (w.kind = 'account' and (w.subject_id = any(${idArray(accountIds)}) or (${all} and w.subject_id <> ${author})))
      )
    )
    select ${webhookColumns} from watching w join webhook h on h.account_id = w.account_id and h.id = w.webhook_id
    join room r on r.id = ${roomId}
    where h.state = 'on' and r.deleted_at is null and h.created_at <= ${new Date(told.at)}
  `.execute(app.db)
  return rows
}

function eventFor({ watchedRoom, events }: StoredWebhook, told: Told): WebhookEvent | null {
  if (watchedRoom === null) return 'mention_to_me'
  return events.includes(told.type) ? told.type : null
}

interface Due {
  readonly event: WebhookEvent
  readonly roomId: number
  readonly key: string
  readonly told: Told
}

/** Holds the webhook from the first statement on: those who first shared it and then both wanted to queue it stopped each other. */
async function addDelivery(app: App, webhook: StoredWebhook, { event, roomId, key, told }: Due): Promise<void> {
  const { accountId, id } = webhook
  const now = app.clock.now()
  await transact(app, async (tx) => {
    const { numAffectedRows } = await sql`
      insert into webhook_delivery (account_id, id, webhook_id, key, event, about_room, body, state, due_at, created_at)
      select ${accountId}, ${newId(app.clock)}, ${id}, ${key}, ${event}, ${roomId},
        ${envelope(id, event, told, accountId)}, 'waiting', ${now}, ${now}
      from webhook where account_id = ${accountId} and id = ${id} and state = 'on' for no key update
      on conflict (account_id, webhook_id, key) do nothing
    `.execute(tx)
    if (numAffectedRows === 1n) await queueReceiver(app, tx, webhook)
  })
}
