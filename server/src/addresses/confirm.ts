import { type api, type InputOf, Refusal } from '@naniwa/contract'
import { holdActive } from '../accounts/hold.ts'
import { findTicket, redeemTicket } from '../accounts/ticket.ts'
import type { App, Visitor } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { replaceAddress } from './replace.ts'

/** Whoever has the link: it may be opened on another device than the one where it was asked for. Nobody is signed in or out. */
export async function confirmAddress(
  app: App,
  _visitor: Visitor,
  { token }: InputOf<typeof api.accounts.confirmAddress>,
): Promise<Record<string, never>> {
  await transact(app, async (tx) => {
    const ticket = await findTicket(app, tx, token, 'address')
    const { accountId, email } = ticket
    if (accountId === null || email === null) throw new Refusal('invalid_token')
    // The account before its link, as everybody does who ends links.
    await holdActive(tx, accountId).catch(spent)
    await redeemTicket(tx, ticket)
    await replaceAddress(app, tx, accountId, email).catch(spent)
  })
  return {}
}

/** Whoever holds a link learns no more of it than that it does not work. */
function spent(error: unknown): never {
  throw error instanceof Refusal ? new Refusal('invalid_token') : error
}
