import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'

/** Drops somebody's webhooks with all they were sent and were still to be sent. */
export async function dropWebhooks(tx: Transaction, accountId: number): Promise<void> {
  // The webhooks first: whoever is making a delivery of one holds it.
  await sql`delete from webhook where account_id = ${accountId}`.execute(tx)
  await sql`delete from watch where account_id = ${accountId}`.execute(tx)
  await sql`delete from webhook_delivery where account_id = ${accountId}`.execute(tx)
}
