import { type Me, Refusal } from '@naniwa/contract'
import { createAccount, type NewAccount } from '../accounts/create.ts'
import { queueMail } from '../accounts/queueMail.ts'
import { readMe } from '../accounts/read.ts'
import { requireStrong } from '../accounts/strength.ts'
import { issueTicket, type TicketDetails } from '../accounts/ticket.ts'
import type { App, Visitor } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { networkOf } from '../lib/network.ts'
import { openSession } from '../sessions/open.ts'
import { tellAdministrators } from './tell.ts'

/** Sign-ups for one address of mail. */
const PER_EMAIL = { count: 5, seconds: 60 * 60 }
/** Sign-ups from one network address: a whole office joins on one morning. */
const PER_NETWORK = { count: 100, seconds: 60 * 60 }
/** How long the link of a confirmation mail works. */
export const CONFIRM_SECONDS = 24 * 60 * 60

/** Somebody who is about to have an account. */
export interface Newcomer {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly organizationName: string
}

/** What every sign-up begins with: limits, then strength, then the hash, as each costs more than the one before. */
export async function receive(app: App, visitor: Visitor, newcomer: Newcomer): Promise<string> {
  await app.limits.take(`sign-up-network:${networkOf(visitor.address)}`, PER_NETWORK)
  await app.limits.take(`sign-up:${newcomer.email}`, PER_EMAIL)
  await requireStrong(newcomer.password, [newcomer.name, newcomer.email, newcomer.organizationName])
  return await app.hasher.hash(newcomer.password)
}

/**
 * Keeps the sign-up until its address is confirmed. Whether the address has an account already is looked up when the mail is
 * written: here nothing depends on it, not even the time taken.
 */
export async function askToConfirm(
  app: App,
  tx: Transaction,
  pending: { email: string; organizationId?: number; details: TicketDetails },
): Promise<{ outcome: 'confirm' }> {
  const { ticketId } = await issueTicket(app, tx, { ...pending, purpose: 'sign_up', seconds: CONFIRM_SECONDS })
  await queueMail(app, tx, 0, { kind: 'confirm', ticketId })
  return { outcome: 'confirm' }
}

/** The account, signed in. An address that got an account meanwhile makes the link invalid: nothing more is said. */
export async function join(app: App, tx: Transaction, visitor: Visitor, newcomer: NewAccount): Promise<Me> {
  const { accountId } = await createAccount(app, tx, newcomer).catch((error: unknown) => {
    throw error instanceof Refusal && error.code === 'email_taken' ? new Refusal('invalid_token') : error
  })
  await openSession(app, tx, visitor, accountId)
  await tellAdministrators(tx, accountId)
  return await readMe(tx, accountId)
}
