import { sql } from 'kysely'
import type { Transaction } from '../../db/transaction.ts'
import type { StoredWebhook } from '../view.ts'

/** Nothing that waits is sent any more. */
export async function giveUp(
  tx: Transaction,
  { accountId, id }: Pick<StoredWebhook, 'accountId' | 'id'>,
): Promise<void> {
  await sql`
    update webhook_delivery set state = 'failed', due_at = null, problem = coalesce(problem, 'given_up')
    where account_id = ${accountId} and webhook_id = ${id} and state = 'waiting'
  `.execute(tx)
}
