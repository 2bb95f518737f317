import { dropTickets } from '../accounts/dropTickets.ts'
import { queueMail } from '../accounts/queueMail.ts'
import { readMe } from '../accounts/read.ts'
import { requireStrong } from '../accounts/strength.ts'
import type { App } from '../context.ts'
import type { Queries, Transaction } from '../db/transaction.ts'
import { endSessions } from '../sessions/end.ts'

/** Judges a new password for an account and hashes it; outside any transaction, as it takes its time. */
export async function prepare(app: App, db: Queries, accountId: number, password: string): Promise<string> {
  const { name, loginMail, organizationName } = await readMe(db, accountId)
  await requireStrong(password, [name, loginMail, organizationName])
  return await app.hasher.hash(password)
}

/**
 * Sets the password, ends the sessions it does not come from, all reset links and a change of address that waits (whoever knew the
 * password may have asked for it), and tells the owner by mail.
 */
export async function replacePassword(
  app: App,
  tx: Transaction,
  accountId: number,
  passwordHash: string,
  keptSession?: number,
): Promise<void> {
  await tx.updateTable('account').set({ passwordHash }).where('id', '=', accountId).execute()
  await dropTickets(tx, accountId, 'reset', 'address')
  await endSessions(tx, accountId, keptSession)
  await queueMail(app, tx, accountId, { kind: 'passwordChanged', accountId })
}
