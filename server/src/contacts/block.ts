import { type api, type Contact, type InputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { type Pair, saveContact, turned } from './change.ts'
import { lockBoth, part } from './meet.ts'
import { findPerson, readContact } from './read.ts'

export async function block(
  app: App,
  actor: Actor,
  { accountId: personId, on }: InputOf<typeof api.contacts.block>,
): Promise<Contact> {
  return transact(app, async (tx) => {
    const { isColleague } = await findPerson(tx, actor.accountId, personId)
    if (isColleague) throw new Refusal('forbidden', 'people of one organization cannot block each other')
    const pair = { accountId: actor.accountId, personId }
    const before = await lockBoth(tx, pair, app.clock.now())
    if (on) return before?.blocked ? before : start(app, tx, pair, before)
    if (!before?.blocked) throw new Refusal('not_found', 'not blocked')
    return saveContact(tx, pair, { standing: 'none', blocked: false }, app.clock.now())
  })
}

/**
 * What they see is what they would see of somebody who removes a contact, takes a request back, or never answers: their own open
 * request stays open to them.
 */
async function start(app: App, tx: Transaction, pair: Pair, before: Contact | undefined): Promise<Contact> {
  const state = { standing: 'none', blocked: true } as const
  if (before?.standing === 'contact') return part(app, tx, pair, before, state)
  const theirs = await readContact(tx, pair.personId, pair.accountId)
  if (theirs?.standing === 'incoming') await saveContact(tx, turned(pair), { standing: 'none' }, app.clock.now())
  return saveContact(tx, pair, state, app.clock.now())
}
