import { type Member, type MyRoom, Refusal, type Role, type Room, type RoomType } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { memberColumns, myRoomColumns, roomColumns } from './view.ts'

export interface Place {
  readonly roomId: number
  readonly type: RoomType
  readonly role: Role
  readonly tick: number
  readonly lastNumber: number
}

/** A room through its membership: one that is not there and one that is not yours are the same `not_found`. */
export async function findRoom(db: Queries, accountId: number, roomId: number): Promise<Place> {
  const { rows } = await sql<Place>`/* prepared rooms.find */
    select r.id as room_id, r.type, m.role, r.tick, r.last_number
    from room r join member m on m.room_id = r.id
    where r.id = ${roomId} and m.room_id = ${roomId} and m.account_id = ${accountId} and m.role is not null and r.deleted_at is null
  `.execute(db)
  const place = rows[0]
  if (!place) throw new Refusal('not_found', 'no such room')
  return place
}

/** Those of the rooms that the account is in. */
export async function readRooms(db: Queries, accountId: number, roomIds: readonly number[]): Promise<Room[]> {
  const { rows } = await sql<Room>`
    select ${roomColumns} from room r
    join member me on me.room_id = r.id and me.account_id = ${accountId} and me.role is not null
    where r.id = any(${idArray(roomIds)}) and r.deleted_at is null
  `.execute(db)
  return rows
}

/** A room whoever asks: for announcing it to those in it. */
export async function readRoom(db: Queries, roomId: number): Promise<Room> {
  const { rows } = await sql<Room>`select ${roomColumns} from room r where r.id = ${roomId}`.execute(db)
  return rows[0] as Room
}

/** What is an account's own about its rooms; `which` of its rows in `account_room`. */
export function ownRooms(which: RawBuilder<unknown>): RawBuilder<MyRoom> {
  return sql<MyRoom>`
    with x as materialized (select * from account_room where ${which})
    select ${myRoomColumns} from x
    join room r on r.id = x.room_id
    join member m on m.room_id = x.room_id and m.account_id = x.account_id
    order by x.tick
  `
}

/** A room of each of several accounts as that account owns it. */
export async function readOwners(
  db: Queries,
  places: readonly { readonly accountId: number; readonly roomId: number }[],
): Promise<(MyRoom & { accountId: number })[]> {
  const { rows } = await sql<MyRoom & { accountId: number }>`
    with x as materialized (
      select x.* from unnest(
        ${idArray(places.map(({ accountId }) => accountId))}, ${idArray(places.map(({ roomId }) => roomId))}
      ) as i (account_id, room_id)
      join account_room x on x.account_id = i.account_id and x.room_id = i.room_id
    )
    select x.account_id, ${myRoomColumns} from x
    join room r on r.id = x.room_id
    join member m on m.room_id = x.room_id and m.account_id = x.account_id
  `.execute(db)
  return rows
}

/** Members of a room whose row changed after a room clock, in its order. */
export async function readMembers(db: Queries, roomId: number, since = -1): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select ${memberColumns} from member m join organization o on o.id = m.organization_id
    where m.room_id = ${roomId} and m.tick > ${since} order by m.tick
  `.execute(db)
  return rows
}

/** The members of the room `asked.room_id` whose row changed after the clock `asked.since`, in its order. */
export function changedMembers(limit: number): RawBuilder<Member> {
  return sql<Member>`
    select ${memberColumns} from member m join organization o on o.id = m.organization_id
    where m.room_id = asked.room_id and m.tick > asked.since order by m.tick limit ${limit}
  `
}

export async function readMember(db: Queries, roomId: number, accountId: number): Promise<Member> {
  const { rows } = await sql<Member>`
    select ${memberColumns} from member m join organization o on o.id = m.organization_id
    where m.room_id = ${roomId} and m.account_id = ${accountId}
  `.execute(db)
  const member = rows[0]
  if (!member) throw new Refusal('not_found', 'nobody like that in this room')
  return member
}
