import { type api, type InputOf, type OutputOf, Refusal } from '@naniwa/contract'
import { findTicket } from '../accounts/ticket.ts'
import type { App, Visitor } from '../context.ts'
import { readInvitation } from './read.ts'

type Read = typeof api.invitations.read

/** `invitations.read`; `read.ts` is the queries, as everywhere. */
export async function readOne(app: App, _visitor: Visitor, input: InputOf<Read>): Promise<OutputOf<Read>> {
  const { id } = await findTicket(app, app.db, input.token, 'invitation')
  const invitation = await readInvitation(app.db, id)
  if (!invitation) throw new Refusal('invalid_token')
  return invitation
}
