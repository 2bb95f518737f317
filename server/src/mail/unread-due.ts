import { sql } from 'kysely'
import { queueMail } from '../accounts/queueMail.ts'
import { readQuietUntil } from '../accounts/quiet.ts'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { periodically } from '../lib/periodic.ts'

const PERIOD_MS = 30_000
const BATCH = 500
/** Messages of one mail that are looked at, the newest; of a thousand nobody reads the others there. */
const LOOKED_AT = 200

/** Orders one mail for each person for whom something is due, of all that waits for them. Each once, however many processes look. */
export async function mailUnread(app: App): Promise<void> {
  const { rows } = await sql<{ accountId: number }>`
    select distinct account_id from (
      select account_id from unread_mail where due_at <= ${app.clock.now()} order by due_at limit ${BATCH}
    ) u
  `.execute(app.db)
  for (const { accountId } of rows) await order(app, accountId)
}

/** Looks every 30 seconds. Answers with the way to stop, which resolves when nothing is under way. */
export function watchUnread(app: App): () => Promise<void> {
  return periodically(
    PERIOD_MS,
    () => mailUnread(app),
    (err) => app.log.warn({ err }, 'what is unread cannot be looked at'),
  )
}

/** In quiet hours it waits for their end, whatever they were when it was noted. */
async function order(app: App, accountId: number): Promise<void> {
  await transact(app, async (tx) => {
    const until = await readQuietUntil(tx, accountId, app.clock.now())
    if (until) return await postpone(tx, accountId, until)
    const { rows } = await sql<{ roomId: number; id: string }>`
      with taken as (delete from unread_mail where account_id = ${accountId} returning room_id, message_id)
      select room_id, message_id::text as id from taken order by message_id desc limit ${LOOKED_AT}
    `.execute(tx)
    if (rows.length > 0) await queueMail(app, tx, accountId, { kind: 'unread', accountId, messages: rows })
  })
}

async function postpone(tx: Transaction, accountId: number, until: Date): Promise<void> {
  await sql`
    update unread_mail set due_at = ${until} where account_id = ${accountId} and due_at < ${until}
  `.execute(tx)
}
