import { changeMe } from '../accounts/change.ts'
import { dropTickets } from '../accounts/dropTickets.ts'
import { queue } from '../accounts/queue.ts'
import { queueMail } from '../accounts/queueMail.ts'
import { takeLogin } from '../accounts/takeLogin.ts'
import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'

/**
 * The account is signed in to with another address from now on; sessions stay, links mailed to the old one end, and it is told. The
 * account is held.
 *
 * @throws {Refusal} `email_taken`; who must not say so answers something else.
 */
export async function replaceAddress(app: App, tx: Transaction, accountId: number, email: string): Promise<void> {
  const { loginMail: old } = await tx
    .selectFrom('account')
    .where('id', '=', accountId)
    .select('loginMail')
    .executeTakeFirstOrThrow()
  await takeLogin(tx, accountId, email)
  await tx.deleteFrom('login').where('email', '=', old).execute()
  await changeMe(tx, accountId, { loginMail: email })
  await dropTickets(tx, accountId, 'reset', 'address')
  await queueMail(app, tx, accountId, { kind: 'addressChange', accountId, to: old, step: 'done' })
  // Whoever asked for this address before it had an account is waiting.
  await queue(app, tx, accountId, 'account', {})
}
