import type { Transaction } from '../db/transaction.ts'

/** Ends all of somebody's tokens, those that wait for an administrator included. */
export async function dropTokens(tx: Transaction, accountId: number): Promise<void> {
  await tx.deleteFrom('apiToken').where('accountId', '=', accountId).execute()
}
