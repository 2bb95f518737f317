import { Refusal } from '@naniwa/contract'
import type { Transaction } from '../db/transaction.ts'

/** Makes the address the account's to sign in with. @throws {Refusal} `email_taken`; who must not say so answers something else. */
export async function takeLogin(tx: Transaction, accountId: number, email: string): Promise<void> {
  const login = await tx
    .insertInto('login')
    .values({ email, accountId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('accountId')
    .executeTakeFirst()
  if (!login) throw new Refusal('email_taken')
}
