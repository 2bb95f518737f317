import { sql } from 'kysely'
import type { Database } from '../db/pool.ts'
import { idArray } from '../db/sql.ts'

/** Rooms asked for in one statement. */
const CHUNK = 10_000

/** The rooms that each of the accounts may hear. */
export async function roomsOf(db: Database, accountIds: readonly number[]): Promise<number[][]> {
  const { rows } = await sql<{ accountId: number; roomId: number }>`/* prepared rooms.heard */
    with x as materialized (
      select account_id, room_id from account_room where account_id = any(${idArray(accountIds)}) and not gone
    )
    select m.account_id, m.room_id from x join member m on m.room_id = x.room_id and m.account_id = x.account_id
    where m.role is not null
  `.execute(db)
  const heard = Map.groupBy(rows, ({ accountId }) => accountId)
  return accountIds.map((accountId) => heard.get(accountId)?.map(({ roomId }) => roomId) ?? [])
}

/** Where accounts stand. */
export async function accountClocks(db: Database, accountIds: readonly number[]): Promise<[number, number][]> {
  if (accountIds.length === 0) return []
  const { rows } = await sql<{ id: number; tick: number }>`
    select id, tick from account where id = any(${idArray(accountIds)})
  `.execute(db)
  return rows.map((row) => [row.id, row.tick])
}

/** Where rooms stand. */
export async function roomClocks(db: Database, roomIds: readonly number[]): Promise<[number, number][]> {
  const clocks: [number, number][] = []
  for (let at = 0; at < roomIds.length; at += CHUNK) {
    const { rows } = await sql<{ id: number; tick: number }>`
      select id, tick from room where id = any(${idArray(roomIds.slice(at, at + CHUNK))})
    `.execute(db)
    for (const { id, tick } of rows) clocks.push([id, tick])
  }
  return clocks
}
