import { type api, type InputOf, Refusal, type RequestOutcome } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { askAddress, askPerson, takeRequest } from './ask.ts'
import { findPerson, type Recognized, recognize } from './read.ts'

type Input = InputOf<typeof api.contacts.request>

export async function request(app: App, actor: Actor, { accountId, email, message }: Input): Promise<RequestOutcome> {
  if (email !== undefined) return await requestByAddress(app, actor, email, message)
  if (accountId === undefined) throw new Refusal('invalid_input', 'neither an account nor an address')
  const { person, isColleague } = await findPerson(app.db, actor.accountId, accountId)
  return await requestOf(app, actor, { person, as: isColleague ? 'colleague' : 'acquaintance' }, message)
}

async function requestByAddress(app: App, actor: Actor, email: string, message: string): Promise<RequestOutcome> {
  const known = await recognize(app.db, actor.accountId, email)
  if (known) return await requestOf(app, actor, known, message)
  await takeRequest(app, actor, email)
  const { invitation } = await transact(app, (tx) => askAddress(app, tx, actor.accountId, email, message))
  return { outcome: 'invited', invitation }
}

/** Somebody one may know of. */
async function requestOf(app: App, actor: Actor, { person, as }: Recognized, message: string): Promise<RequestOutcome> {
  if (as === 'self') throw new Refusal('not_found', 'nobody asks themselves')
  if (as === 'colleague') return { outcome: 'colleague', person }
  await takeRequest(app, actor, person.accountId)
  const pair = { accountId: actor.accountId, personId: person.accountId }
  const contact = await transact(app, (tx) => askPerson(app, tx, pair, message))
  return { outcome: contact.standing === 'contact' ? 'contact' : 'asked', contact }
}
