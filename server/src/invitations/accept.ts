import { type api, type InputOf, Refusal, type Welcome } from '@naniwa/contract'
import { findTicket, redeemTicket, type Ticket } from '../accounts/ticket.ts'
import type { App, Visitor } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { askToConfirm, join, receive } from '../organizations/signUp.ts'
import { readInvitation } from './read.ts'

type Accept = InputOf<typeof api.invitations.accept>

/**
 * An address that has an account never learns it here: through an open link it gets the same answer as any other and a mail
 * that says so; the link of an invitation to it was never mailed (`mail/`), and should it have got an account since, the answer is
 * `invalid_token`, as for every link that ended.
 */
export async function accept(app: App, visitor: Visitor, input: Accept): Promise<Welcome> {
  const ticket = await findTicket(app, app.db, input.token, 'invitation')
  const invitation = await readInvitation(app.db, ticket.id)
  const { organizationId } = ticket
  if (!invitation || organizationId === null) throw new Refusal('invalid_token')
  const email = emailOf(ticket, input)
  const { name, language, password } = input
  const passwordHash = await receive(app, visitor, { ...invitation, email, name, password })
  const newcomer = { organizationId, organizationRole: 'member', email, name, language, passwordHash } as const
  return await transact(app, async (tx) => {
    if (ticket.email === null) {
      const details = { name, language, passwordHash, invitationId: ticket.id }
      return await askToConfirm(app, tx, { email, organizationId, details })
    }
    await redeemTicket(tx, ticket)
    return { outcome: 'signedIn', me: await join(app, tx, visitor, newcomer) }
  })
}

/** The address invited, or the one given to an open link. */
function emailOf(ticket: Ticket, input: Accept): string {
  const email = ticket.email ?? input.email
  if (email !== undefined && (input.email ?? email) === email) return email
  const message = ticket.email === null ? 'an open link needs an address' : 'the invitation is for another address'
  throw new Refusal('invalid_input', message, { issues: [{ path: 'email', message }] })
}
