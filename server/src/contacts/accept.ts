import type { api, Contact, InputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { lockPair } from './change.ts'
import { meet } from './meet.ts'
import { findRequest } from './read.ts'

export async function accept(app: App, actor: Actor, { id }: InputOf<typeof api.contacts.accept>): Promise<Contact> {
  return transact(app, async (tx) => {
    const request = await findRequest(tx, actor.accountId, id, 'incoming')
    const pair = { accountId: actor.accountId, personId: request.accountId }
    await lockPair(tx, pair)
    // It may have been withdrawn while this waited.
    await findRequest(tx, actor.accountId, id, 'incoming')
    return meet(app, tx, pair)
  })
}
