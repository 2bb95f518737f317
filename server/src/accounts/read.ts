import { type Me, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { cardColumns, meColumns } from './view.ts'

/** Accounts as their own people see them. */
export function owned(db: Queries) {
  return db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organizationId')
    .select(meColumns)
}

/** Throws `unauthenticated` when the account is gone. */
export async function readMe(db: Queries, accountId: number): Promise<Me> {
  const me = await owned(db).where('account.id', '=', accountId).executeTakeFirst()
  if (!me) throw new Refusal('unauthenticated', 'the account is gone')
  return me
}

/** The card of somebody of the viewer's organization, a contact, who asks to be one, or in one of their rooms, the viewer included. */
export async function readCard(db: Queries, viewerId: number, accountId: number) {
  return await db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organizationId')
    .where('account.id', '=', accountId)
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom('account as viewer')
            .whereRef('viewer.organizationId', '=', 'account.organizationId')
            .where('viewer.id', '=', viewerId)
            .select('viewer.id'),
        ),
        exists(
          selectFrom('contact')
            .where('contact.accountId', '=', viewerId)
            .where('contact.personId', '=', accountId)
            .where('contact.standing', 'in', ['contact', 'incoming'])
            .select('contact.personId'),
        ),
        exists(
          selectFrom('accountRoom as mine')
            .innerJoin('member as viewer', 'viewer.roomId', 'mine.roomId')
            .innerJoin('member as other', 'other.roomId', 'mine.roomId')
            .innerJoin('room', 'room.id', 'mine.roomId')
            .where('mine.accountId', '=', viewerId)
            .where('viewer.accountId', '=', viewerId)
            .where('viewer.role', 'is not', null)
            .where('other.accountId', '=', accountId)
            .where('other.role', 'is not', null)
            .where('room.deletedAt', 'is', null)
            .select('mine.roomId'),
        ),
      ]),
    )
    .select(cardColumns)
    .executeTakeFirst()
}

/** Groups in which both are, the newest activity first. */
export async function readSharedRooms(db: Queries, viewerId: number, accountId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from account_room x
    join room r on r.id = x.room_id and r.type = 'group' and r.deleted_at is null
    join member mine on mine.room_id = r.id and mine.account_id = x.account_id and mine.role is not null
    join member other on other.room_id = r.id and other.account_id = ${accountId} and other.role is not null
    where x.account_id = ${viewerId} and not x.gone order by r.active_at desc, r.id
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** Whose address it is, and what they sign in with; undefined when it has no account. */
export async function readOwner(db: Queries, email: string) {
  return await db
    .selectFrom('login')
    .innerJoin('account', 'account.id', 'login.accountId')
    .where('login.email', '=', email)
    .select(['account.id as accountId', 'account.passwordHash', 'account.deactivatedAt'])
    .executeTakeFirst()
}

/** Handles of people, empty where they chose none. */
export async function readHandles(db: Queries, accountIds: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; chatworkId: string }>`
    select id, chatwork_id from account where id = any(${idArray(accountIds)})
  `.execute(db)
  return new Map(rows.map(({ id, chatworkId }) => [id, chatworkId]))
}
