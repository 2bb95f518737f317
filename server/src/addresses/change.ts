import { type api, type InputOf, Refusal } from '@naniwa/contract'
import { dropTickets } from '../accounts/dropTickets.ts'
import { holdActive } from '../accounts/hold.ts'
import { queueMail } from '../accounts/queueMail.ts'
import { issueTicket } from '../accounts/ticket.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { networkOf } from '../lib/network.ts'
import { requirePassword } from '../passwords/require.ts'

/** How long the link in the mail works. */
const SECONDS = 24 * 60 * 60
/** Mails that one account may have sent so. */
const PER_ACCOUNT = { count: 10, seconds: 60 * 60 }
/** Mails to one address. */
const PER_EMAIL = { count: 5, seconds: 60 * 60 }
/** Mails asked for from one network address. */
const PER_NETWORK = { count: 20, seconds: 60 * 60 }

/**
 * Whether anybody has the new address is looked up when the mail is written: here nothing depends on it, not even the time taken.
 * Of several that were asked for the last one holds.
 */
export async function changeAddress(
  app: App,
  actor: Actor,
  { email, password }: InputOf<typeof api.accounts.changeAddress>,
): Promise<Record<string, never>> {
  const { accountId } = actor
  await requirePassword(app, actor, password)
  await app.limits.take(`change-address:${accountId}`, PER_ACCOUNT)
  await app.limits.take(`change-address-network:${networkOf(actor.address)}`, PER_NETWORK)
  await app.limits.take(`change-address-to:${email}`, PER_EMAIL)
  await transact(app, async (tx) => {
    await holdActive(tx, accountId)
    const old = await requireOther(tx, accountId, email)
    await dropTickets(tx, accountId, 'address')
    const { ticketId } = await issueTicket(app, tx, { purpose: 'address', accountId, email, seconds: SECONDS })
    await queueMail(app, tx, accountId, { kind: 'address', ticketId })
    await queueMail(app, tx, accountId, { kind: 'addressChange', accountId, to: old, step: 'asked' })
  })
  return {}
}

async function requireOther(tx: Transaction, accountId: number, email: string): Promise<string> {
  const { loginMail } = await tx
    .selectFrom('account')
    .where('id', '=', accountId)
    .select('loginMail')
    .executeTakeFirstOrThrow()
  if (loginMail !== email) return loginMail
  const message = 'the address already'
  throw new Refusal('invalid_input', message, { issues: [{ path: 'email', message }] })
}
