import type { Contact, ContactInvitation, ContactStanding } from '@naniwa/contract'
import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Transaction } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { accountTopic } from '../events/topics.ts'
import { nextAccountTick } from '../rooms/own.ts'
import { readContact, readInvitation } from './read.ts'

/** One of two people, and the other. */
export interface Pair {
  readonly accountId: number
  readonly personId: number
}

export function turned({ accountId, personId }: Pair): Pair {
  return { accountId: personId, personId: accountId }
}

/** Holds two accounts, always in the same order, so that what is decided between them stays true until the commit. */
export async function lockPair(tx: Transaction, { accountId, personId }: Pair): Promise<void> {
  await sql`select from account where id = any(${idArray([accountId, personId])}) order by id for update`.execute(tx)
}

export interface State {
  readonly standing: ContactStanding
  readonly requestId?: number
  readonly message?: string
  readonly roomId?: number
  /** Left out, it stays as it is. */
  readonly blocked?: boolean
}

/** Writes how one person stands with another, moves the account's clock and tells its devices. Both accounts are locked. */
export async function saveContact(tx: Transaction, pair: Pair, state: State, now: Date): Promise<Contact> {
  const { accountId, personId } = pair
  const tick = await nextAccountTick(tx, accountId)
  const { standing, requestId = null, message = '', roomId = null, blocked = null } = state
  await sql`
    insert into contact (account_id, person_id, tick, standing, request_id, message, room_id, since, blocked,
      organization_id, chatwork_id, name, reading, department, title, avatar)
    select ${accountId}, a.id, ${tick}, ${standing}, ${requestId}, ${message}, ${roomId}, ${now}, coalesce(${blocked}, false),
      a.organization_id, a.chatwork_id, a.name, a.reading, a.department, a.title, a.avatar
    from account a where a.id = ${personId}
    on conflict (account_id, person_id) do update set
      tick = excluded.tick, standing = excluded.standing, request_id = excluded.request_id, message = excluded.message,
      room_id = excluded.room_id, blocked = coalesce(${blocked}, contact.blocked),
      since = case when contact.standing = excluded.standing then contact.since else excluded.since end,
      organization_id = excluded.organization_id, chatwork_id = excluded.chatwork_id, name = excluded.name,
      reading = excluded.reading, department = excluded.department, title = excluded.title, avatar = excluded.avatar
  `.execute(tx)
  return announceContact(tx, pair)
}

/** Tells an account's devices how it stands with somebody now. */
export async function announceContact(tx: Transaction, { accountId, personId }: Pair): Promise<Contact> {
  const contact = (await readContact(tx, accountId, personId)) as Contact
  announce(tx, accountTopic(accountId), { event: 'contact', data: contact })
  return contact
}

/** Ends an open request to an address. */
export async function closeInvitation(tx: Transaction, accountId: number, id: number): Promise<ContactInvitation> {
  const tick = await nextAccountTick(tx, accountId)
  await sql`
    update contact_invitation set closed = true, tick = ${tick} where account_id = ${accountId} and id = ${id}
  `.execute(tx)
  return announceInvitation(tx, accountId, id)
}

export async function announceInvitation(tx: Transaction, accountId: number, id: number): Promise<ContactInvitation> {
  const invitation = await readInvitation(tx, accountId, id)
  announce(tx, accountTopic(accountId), { event: 'contactInvitation', data: invitation })
  return invitation
}
