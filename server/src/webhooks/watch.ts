import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'
import type { StoredWebhook } from './view.ts'

/** Has changes of what a webhook is about written down for it from now on, or no longer. With every change of the webhook. */
export async function saveWatch(
  tx: Transaction,
  { accountId, id, watchedRoom, state }: Pick<StoredWebhook, 'accountId' | 'id' | 'watchedRoom' | 'state'>,
): Promise<void> {
  await sql`delete from watch where account_id = ${accountId} and webhook_id = ${id}`.execute(tx)
  if (state !== 'on') return
  await sql`
    insert into watch (kind, subject_id, account_id, webhook_id)
    values (${watchedRoom === null ? 'account' : 'room'}, ${watchedRoom ?? accountId}, ${accountId}, ${id})
  `.execute(tx)
}
