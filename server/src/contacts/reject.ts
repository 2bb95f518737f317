import type { api, Contact, InputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { lockPair, saveContact } from './change.ts'
import { findRequest } from './read.ts'

/** Nothing of the other's changes: to whoever asked the request looks as open as before. */
export async function reject(app: App, actor: Actor, { id }: InputOf<typeof api.contacts.reject>): Promise<Contact> {
  return transact(app, async (tx) => {
    const request = await findRequest(tx, actor.accountId, id, 'incoming')
    const pair = { accountId: actor.accountId, personId: request.accountId }
    await lockPair(tx, pair)
    await findRequest(tx, actor.accountId, id, 'incoming')
    return saveContact(tx, pair, { standing: 'none' }, app.clock.now())
  })
}
