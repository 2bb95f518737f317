import { type api, type Contact, type InputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { lockBoth, part } from './meet.ts'
import { findPerson } from './read.ts'

export async function remove(
  app: App,
  actor: Actor,
  { accountId: personId }: InputOf<typeof api.contacts.remove>,
): Promise<Contact> {
  return transact(app, async (tx) => {
    const { isColleague } = await findPerson(tx, actor.accountId, personId)
    if (isColleague) throw new Refusal('forbidden', 'people of one organization stay contacts')
    const pair = { accountId: actor.accountId, personId }
    const contact = await lockBoth(tx, pair, app.clock.now())
    if (contact?.standing !== 'contact') throw new Refusal('not_found', 'no contact of yours')
    return part(app, tx, pair, contact)
  })
}
