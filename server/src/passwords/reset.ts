import { type api, type InputOf, Refusal } from '@naniwa/contract'
import { findTicket, redeemTicket } from '../accounts/ticket.ts'
import type { App, Visitor } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { prepare, replacePassword } from './replace.ts'

/** A password that is refused leaves the link usable. */
export async function reset(
  app: App,
  _visitor: Visitor,
  input: InputOf<typeof api.passwords.reset>,
): Promise<Record<string, never>> {
  const ticket = await findTicket(app, app.db, input.token, 'reset')
  const { accountId } = ticket
  if (accountId === null) throw new Refusal('invalid_token')
  const passwordHash = await prepare(app, app.db, accountId, input.password)
  await transact(app, async (tx) => {
    await redeemTicket(tx, ticket)
    await replacePassword(app, tx, accountId, passwordHash)
  })
  return {}
}
