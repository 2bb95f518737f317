import { type api, type Contact, type ContactInvitation, type InputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { closeInvitation, lockPair, type Pair, saveContact, turned } from './change.ts'
import { wants } from './meet.ts'
import { findRequest, readContact, readInvitation } from './read.ts'

export async function cancel(app: App, actor: Actor, { id }: InputOf<typeof api.contacts.cancel>): Promise<Contact> {
  return transact(app, async (tx) => {
    const request = await findRequest(tx, actor.accountId, id, 'outgoing')
    const pair = { accountId: actor.accountId, personId: request.accountId }
    await lockPair(tx, pair)
    await findRequest(tx, actor.accountId, id, 'outgoing')
    const contact = await saveContact(tx, pair, { standing: 'none' }, app.clock.now())
    await takeBack(app, tx, pair)
    return contact
  })
}

export async function withdraw(
  app: App,
  actor: Actor,
  { id }: InputOf<typeof api.contacts.withdraw>,
): Promise<ContactInvitation> {
  return transact(app, async (tx) => {
    const personId = await readInvited(tx, actor.accountId, id)
    const pair = { accountId: actor.accountId, personId: personId ?? actor.accountId }
    await lockPair(tx, pair)
    if ((await readInvitation(tx, actor.accountId, id)).closed) throw new Refusal('not_found', 'no such invitation')
    const invitation = await closeInvitation(tx, actor.accountId, id)
    if (personId) await takeBack(app, tx, pair)
    return invitation
  })
}

async function readInvited(tx: Transaction, accountId: number, id: number): Promise<number | null> {
  const { rows } = await sql<{ personId: number | null }>`
    select person_id from contact_invitation where account_id = ${accountId} and id = ${id} and not closed
  `.execute(tx)
  if (!rows[0]) throw new Refusal('not_found', 'no such invitation')
  return rows[0].personId
}

/** Whoever was asked no longer sees a request, unless there is another one, to their address. */
async function takeBack(app: App, tx: Transaction, pair: Pair): Promise<void> {
  const theirs = await readContact(tx, pair.personId, pair.accountId)
  if (theirs?.standing !== 'incoming' || (await wants(tx, pair))) return
  await saveContact(tx, turned(pair), { standing: 'none' }, app.clock.now())
}
