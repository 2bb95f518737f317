import { type Contact, type ContactInvitation, type ContactStanding, type Person, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Queries } from '../db/transaction.ts'
import { contactColumns, invitationColumns, personColumns } from './view.ts'

/** How one stands with somebody; undefined when there never was anything. */
export async function readContact(db: Queries, accountId: number, personId: number): Promise<Contact | undefined> {
  const { rows } = await sql<Contact>`
    select ${contactColumns} from contact c join organization o on o.id = c.organization_id
    where c.account_id = ${accountId} and c.person_id = ${personId}
  `.execute(db)
  return rows[0]
}

/** With whom a request is open. Throws `not_found`. */
export async function findRequest(
  db: Queries,
  accountId: number,
  requestId: number,
  standing: Extract<ContactStanding, 'incoming' | 'outgoing'>,
): Promise<Contact> {
  const { rows } = await sql<Contact>`
    select ${contactColumns} from contact c join organization o on o.id = c.organization_id
    where c.account_id = ${accountId} and c.request_id = ${requestId} and c.standing = ${standing}
  `.execute(db)
  if (!rows[0]) throw new Refusal('not_found', 'no such request')
  return rows[0]
}

export async function readInvitation(db: Queries, accountId: number, id: number): Promise<ContactInvitation> {
  const { rows } = await sql<ContactInvitation>`
    select ${invitationColumns} from contact_invitation i where i.account_id = ${accountId} and i.id = ${id}
  `.execute(db)
  if (!rows[0]) throw new Refusal('not_found', 'no such invitation')
  return rows[0]
}

/** Somebody in sight: of one's organization, in one of one's rooms, with a Chatwork-style id, or known already. Throws `not_found`. */
export async function findPerson(
  db: Queries,
  accountId: number,
  personId: number,
): Promise<{ person: Person; isColleague: boolean }> {
  const { rows } = await sql<Person & { isColleague: boolean }>`
    select ${personColumns}, a.organization_id = me.organization_id as is_colleague
    from account a join organization o on o.id = a.organization_id, account me
    where a.id = ${personId} and me.id = ${accountId} and a.id <> me.id and (
      a.organization_id = me.organization_id or a.chatwork_id <> ''
      or exists (
        select from contact c where c.account_id = me.id and c.person_id = a.id and (c.standing <> 'none' or c.blocked)
      )
      or exists (
        select from account_room x
        join member mine on mine.room_id = x.room_id and mine.account_id = x.account_id and mine.role is not null
        join member other on other.room_id = x.room_id and other.account_id = a.id and other.role is not null
        join room r on r.id = x.room_id and r.deleted_at is null
        where x.account_id = me.id and not x.gone
      )
    )
  `.execute(db)
  if (!rows[0]) throw new Refusal('not_found', 'nobody like that')
  const { isColleague, ...found } = rows[0]
  return { person: found, isColleague }
}

/**
 * Whose address it is, as far as one may know: one's own, a colleague's, a contact's, or that of somebody who has asked. Anybody else's
 * is nobody's, by the same query.
 */
export async function recognize(db: Queries, accountId: number, email: string): Promise<Recognized | undefined> {
  const { rows } = await sql<Person & { isColleague: boolean }>`
    select ${personColumns}, a.organization_id = me.organization_id as is_colleague
    from login l join account a on a.id = l.account_id join organization o on o.id = a.organization_id, account me
    where l.email = ${email} and me.id = ${accountId} and (
      a.organization_id = me.organization_id or exists (
        select from contact c
        where c.account_id = me.id and c.person_id = a.id and c.standing in ('contact', 'incoming')
      )
    )
  `.execute(db)
  if (!rows[0]) return undefined
  const { isColleague, ...person } = rows[0]
  if (person.accountId === accountId) return { person, as: 'self' }
  return { person, as: isColleague ? 'colleague' : 'acquaintance' }
}

export interface Recognized {
  readonly person: Person
  readonly as: 'self' | 'colleague' | 'acquaintance'
}
