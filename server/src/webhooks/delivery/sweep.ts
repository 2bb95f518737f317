import { WEBHOOK_LOG_DAYS, WEBHOOK_LOG_LIMIT } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../../context.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

/** Gives up what is a day late, and drops what is old or beyond the number that is kept. */
export async function sweepDeliveries(app: App): Promise<void> {
  const now = app.clock.now().getTime()
  await sql`
    update webhook_delivery set state = 'failed', due_at = null, problem = coalesce(problem, 'given_up')
    where state = 'waiting' and created_at < ${new Date(now - DAY_MS)} and due_at < ${new Date(now - DAY_MS)}
  `.execute(app.db)
  await sql`
    delete from webhook_delivery where created_at < ${new Date(now - WEBHOOK_LOG_DAYS * DAY_MS)}
  `.execute(app.db)
  await sql`
    delete from webhook_delivery d using webhook h, lateral (
      select created_at, id from webhook_delivery
      where account_id = h.account_id and webhook_id = h.id
      order by created_at desc, id desc offset ${WEBHOOK_LOG_LIMIT} limit 1
    ) last
    where d.account_id = h.account_id and d.webhook_id = h.id and d.state <> 'waiting'
      and (d.created_at, d.id) <= (last.created_at, last.id)
  `.execute(app.db)
}
