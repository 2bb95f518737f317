import type { api, Delivery, InputOf, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../../context.ts'
import { readWebhook } from '../read.ts'
import { deliveryColumns } from '../view.ts'

type List = typeof api.webhooks.deliveries

export async function list(app: App, actor: Actor, input: InputOf<List>): Promise<OutputOf<List>> {
  const { accountId, id } = await readWebhook(app.db, actor.accountId, input.id)
  const mine = sql`d.account_id = ${accountId} and d.webhook_id = ${id}`
  const { before = null, state = null, limit } = input
  const { rows: deliveries } = await sql<Delivery>`
    select ${deliveryColumns} from webhook_delivery d
    where ${mine} and (${state}::text is null or d.problem is not null)
      and (${before}::bigint is null or (d.created_at, d.id) < (
        select created_at, id from webhook_delivery where account_id = ${accountId} and id = ${before}
      ))
    order by d.created_at desc, d.id desc limit ${limit}
  `.execute(app.db)
  const { rows } = await sql<{ failed: number }>`
    select count(*) as failed from webhook_delivery d where ${mine} and d.problem is not null
  `.execute(app.db)
  return { deliveries, failed: rows[0]?.failed ?? 0 }
}
