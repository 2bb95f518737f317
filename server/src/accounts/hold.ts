import { Refusal } from '@naniwa/contract'
import type { Queries, Transaction } from '../db/transaction.ts'

/**
 * Holds an account until the commit, for giving something to it: who is deactivated meanwhile either loses it with the rest, or is
 * not given it.
 *
 * @throws {Refusal} `unauthenticated` when it is deactivated or gone.
 */
export async function holdActive(tx: Transaction, accountId: number): Promise<void> {
  const account = await tx
    .selectFrom('account')
    .where('id', '=', accountId)
    .where('deactivatedAt', 'is', null)
    .forNoKeyUpdate()
    .select('id')
    .executeTakeFirst()
  if (!account) throw new Refusal('unauthenticated', 'the account is deactivated')
}

/** Whether somebody left; true also of an account that is gone. */
export async function isDeactivated(db: Queries, accountId: number): Promise<boolean> {
  const account = await db
    .selectFrom('account')
    .where('id', '=', accountId)
    .where('deactivatedAt', 'is', null)
    .select('id')
    .executeTakeFirst()
  return account === undefined
}
