import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import type { Mine } from './rooms.ts'

/** Everyone who is or was in the rooms: those who left have written there. */
export async function readAuthors(db: Queries, rooms: readonly Mine[]): Promise<{ accountId: number; name: string }[]> {
  const { rows } = await sql<{ accountId: number; name: string }>`
    select account_id, name from member where room_id = any(${idArray(rooms.map(({ roomId }) => roomId))})
    group by account_id, name
  `.execute(db)
  return rows
}

/** What each room is called: its name, or those of the other people of a direct chat. */
export async function readRoomNames(
  db: Queries,
  accountId: number,
  rooms: readonly Mine[],
): Promise<Map<number, string[]>> {
  const { rows } = await sql<{ id: number; names: string[] }>`
    select r.id, case when r.type <> 'direct' then array[r.name] else array(
      select name from member m where m.room_id = r.id and m.account_id <> ${accountId}
    ) end as names
    from room r where r.id = any(${idArray(rooms.map(({ roomId }) => roomId))})
  `.execute(db)
  return new Map(rows.map(({ id, names }) => [id, names]))
}
