import type { Called } from '@naniwa/contract'
import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import type { Mine } from './rooms.ts'

/** Everyone who is or was in the rooms: those who left have written there. */
export async function readAuthors(db: Queries, rooms: readonly Mine[]): Promise<(Called & { accountId: number })[]> {
  const { rows } = await sql<Called & { accountId: number }>`
    select account_id, name, reading from member where room_id = any(${idArray(rooms.map(({ roomId }) => roomId))})
    group by account_id, name, reading
  `.execute(db)
  return rows
}

/** What each room is called: its name, or what the other people of a direct chat are. */
export async function readRoomNames(
  db: Queries,
  accountId: number,
  rooms: readonly Mine[],
): Promise<Map<number, Called[]>> {
  const { rows } = await sql<{ id: number; names: Called[] }>`
    select r.id, case when r.type <> 'direct' then jsonb_build_array(jsonb_build_object('name', r.name)) else (
      select coalesce(jsonb_agg(jsonb_build_object('name', m.name, 'reading', m.reading)), '[]')
      from member m where m.room_id = r.id and m.account_id <> ${accountId}
    ) end as names
    from room r where r.id = any(${idArray(rooms.map(({ roomId }) => roomId))})
  `.execute(db)
  return new Map(rows.map(({ id, names }) => [id, names]))
}
