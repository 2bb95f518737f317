import { sql } from 'kysely'
import type { App } from '../../context.ts'
import { type Transaction, transact } from '../../db/transaction.ts'
import { periodically } from '../../lib/periodic.ts'
import type { StoredWebhook } from '../view.ts'

/** Topics of the outbox: the receiver has something due. A slow one waits with its like, so that the others do not. */
export const QUICK = 'webhook'
export const SLOW = 'webhook_slow'

/** Queued longer ago than this, it got lost. */
const LOST_MS = 2 * 60 * 1_000
const PERIOD_MS = 5_000

/** Has what is due to a receiver delivered soon; nothing if that is queued already. */
export async function queueReceiver(
  app: App,
  tx: Transaction,
  { accountId, id }: Pick<StoredWebhook, 'accountId' | 'id'>,
): Promise<void> {
  const now = app.clock.now()
  const { rows } = await sql<Pick<StoredWebhook, 'pace'>>`
    update webhook set queued_at = ${now}
    where account_id = ${accountId} and id = ${id}
      and (queued_at is null or queued_at < ${new Date(now.getTime() - LOST_MS)})
    returning pace
  `.execute(tx)
  const [queued] = rows
  if (!queued) return
  await sql`
    insert into account_outbox (account_id, id, topic, payload, created_at)
    values (${accountId}, ${id}, ${queued.pace === 'quick' ? QUICK : SLOW}, '{}', ${now})
    on conflict (account_id, id) do nothing
  `.execute(tx)
}

/** Queues the receivers of what is due: attempts whose time has come, and whatever got lost. */
export async function queueDue(app: App): Promise<void> {
  const { rows } = await sql<Pick<StoredWebhook, 'accountId' | 'id'>>`
    select distinct account_id, webhook_id as id from webhook_delivery where due_at <= ${app.clock.now()} limit 1000
  `.execute(app.db)
  for (const receiver of rows) await transact(app, (tx) => queueReceiver(app, tx, receiver))
}

/** Looks every 5 seconds. Answers with the way to stop, which resolves when nothing is under way. */
export function watchDeliveries(app: App): () => Promise<void> {
  return periodically(
    PERIOD_MS,
    () => queueDue(app),
    (err) => app.log.warn({ err }, 'deliveries that are due cannot be read'),
  )
}
