import { type api, type InputOf, type Me, Refusal } from '@naniwa/contract'
import type { NewAccount } from '../accounts/create.ts'
import { findTicket, redeemTicket, type Ticket } from '../accounts/ticket.ts'
import type { App, Visitor } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { createOrganization } from './create.ts'
import { join } from './signUp.ts'

export async function confirm(
  app: App,
  visitor: Visitor,
  input: InputOf<typeof api.organizations.confirm>,
): Promise<Me> {
  return await transact(app, async (tx) => {
    const ticket = await findTicket(app, tx, input.token, 'sign_up')
    await redeemTicket(tx, ticket)
    return await join(app, tx, visitor, { ...newcomer(ticket), ...(await placeOf(app, tx, ticket)) })
  })
}

function newcomer({ email, details }: Ticket): Pick<NewAccount, 'email' | 'name' | 'language' | 'passwordHash'> {
  const { name, language, passwordHash } = details
  if (!email || !name || !language || !passwordHash) throw new Refusal('invalid_token')
  return { email, name, language, passwordHash }
}

/** Founders administer what they found; who came by an open link is a member. */
async function placeOf(
  app: App,
  tx: Transaction,
  { organizationId, details }: Ticket,
): Promise<Pick<NewAccount, 'organizationId' | 'organizationRole'>> {
  if (organizationId !== null) return { organizationId, organizationRole: 'member' }
  if (!details.organizationName) throw new Refusal('invalid_token')
  const founded = await createOrganization(app, tx, details.organizationName)
  return { ...founded, organizationRole: 'administrator' }
}
