import type { Contact } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { lockAnyRoom } from '../rooms/lock.ts'
import { closeDirect, openDirect } from '../rooms/pair.ts'
import { closeInvitation, lockPair, type Pair, type State, saveContact, turned } from './change.ts'
import { readContact } from './read.ts'

/** Makes two people contacts of each other, with a direct chat. Both accounts are locked. Answers with the first one's row. */
export async function meet(app: App, tx: Transaction, pair: Pair): Promise<Contact> {
  const now = app.clock.now()
  const { id: roomId } = await openDirect(app, tx, pair.accountId, pair.personId)
  const state = { standing: 'contact', roomId, blocked: false } as const
  await saveContact(tx, turned(pair), state, now)
  const contact = await saveContact(tx, pair, state, now)
  await closeBetween(tx, pair)
  await closeBetween(tx, turned(pair))
  return contact
}

/** Requests to the other's address have come to what they were for. */
async function closeBetween(tx: Transaction, { accountId, personId }: Pair): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select i.id from contact_invitation i join account a on a.id = ${personId}
    where i.account_id = ${accountId} and not i.closed and (i.person_id = a.id or i.email = a.login_mail) order by i.id
  `.execute(tx)
  for (const { id } of rows) await closeInvitation(tx, accountId, id)
}

/** Whether one has an open request to the other, by account or by address, and has not blocked them since. Both accounts are locked. */
export async function wants(tx: Transaction, { accountId, personId }: Pair): Promise<boolean> {
  const { rows } = await sql<{ wants: boolean }>`
    select not exists (
      select from contact where account_id = ${accountId} and person_id = ${personId} and blocked
    ) and (exists (
      select from contact where account_id = ${accountId} and person_id = ${personId} and standing = 'outgoing'
    ) or exists (
      select from contact_invitation i join account a on a.id = ${personId}
      where i.account_id = ${accountId} and not i.closed and (i.person_id = a.id or i.email = a.login_mail)
    )) as wants
  `.execute(tx)
  return rows[0]?.wants ?? false
}

/**
 * Locks two people, and before them the direct chat they may have: so do all who change a room and what is people's own about it.
 * Answers with how the first stands with the other.
 */
export async function lockBoth(tx: Transaction, pair: Pair, now: Date): Promise<Contact | undefined> {
  const before = await readContact(tx, pair.accountId, pair.personId)
  if (before?.roomId) await lockAnyRoom(tx, before.roomId, now)
  await lockPair(tx, pair)
  return await readContact(tx, pair.accountId, pair.personId)
}

/** Ends a contact in the name of the first; to the other it looks the same whether they are blocked besides. All is locked. */
export async function part(
  app: App,
  tx: Transaction,
  pair: Pair,
  { roomId }: Pick<Contact, 'roomId'>,
  state: State = { standing: 'none' },
): Promise<Contact> {
  const now = app.clock.now()
  if (roomId) await closeDirect(tx, roomId, pair.accountId, pair.personId, now)
  await saveContact(tx, turned(pair), { standing: 'none' }, now)
  return await saveContact(tx, pair, state, now)
}
