import type { Transaction } from '../db/transaction.ts'

/** Ends the account's links to a new password (`reset`) or to another address (`address`). The account is held. */
export async function dropTickets(
  tx: Transaction,
  accountId: number,
  ...purposes: readonly ('reset' | 'address')[]
): Promise<void> {
  await tx.deleteFrom('ticket').where('accountId', '=', accountId).where('purpose', 'in', purposes).execute()
}
