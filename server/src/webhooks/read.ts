import { type Delivery, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Queries, Transaction } from '../db/transaction.ts'
import { deliveryColumns, type StoredWebhook, webhookColumns } from './view.ts'

/** Oldest first. */
export async function readWebhooks(db: Queries, accountId: number): Promise<StoredWebhook[]> {
  const { rows } = await sql<StoredWebhook>`
    select ${webhookColumns} from webhook h where h.account_id = ${accountId} order by h.created_at, h.id
  `.execute(db)
  return rows
}

/** Throws `not_found` also for somebody else's. */
export async function readWebhook(db: Queries, accountId: number, id: number): Promise<StoredWebhook> {
  const { rows } = await sql<StoredWebhook>`
    select ${webhookColumns} from webhook h where h.account_id = ${accountId} and h.id = ${id}
  `.execute(db)
  return rows[0] ?? noSuchWebhook()
}

/** For changing it: others who want to wait. Throws `not_found`. */
export async function lockWebhook(tx: Transaction, accountId: number, id: number): Promise<StoredWebhook> {
  const { rows } = await sql<StoredWebhook>`
    select ${webhookColumns} from webhook h where h.account_id = ${accountId} and h.id = ${id} for update
  `.execute(tx)
  return rows[0] ?? noSuchWebhook()
}

export async function readDelivery(
  db: Queries,
  { accountId, id: webhookId }: Pick<StoredWebhook, 'accountId' | 'id'>,
  id: number,
): Promise<Delivery> {
  const { rows } = await sql<Delivery>`
    select ${deliveryColumns} from webhook_delivery d
    where d.account_id = ${accountId} and d.webhook_id = ${webhookId} and d.id = ${id}
  `.execute(db)
  const [delivery] = rows
  if (!delivery) throw new Refusal('not_found', 'no such delivery')
  return delivery
}

function noSuchWebhook(): never {
  throw new Refusal('not_found', 'no such webhook')
}
