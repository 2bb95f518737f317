import { sql } from 'kysely'
import type { Queries } from '../db/transaction.ts'

/** A room that may be searched. */
export interface Searchable {
  readonly roomId: number
  readonly tick: number
  /** Clock up to which its messages are indexed; 0 for one that never was. */
  readonly indexed: number
}

/** The rooms somebody is in at this moment: nothing else is ever read. */
export async function readSearchable(db: Queries, accountId: number): Promise<Searchable[]> {
  const { rows } = await sql<Searchable>`
    with x as materialized (select room_id from account_room where account_id = ${accountId} and not gone)
    select r.id as room_id, r.tick, coalesce(s.tick, 0) as indexed
    from x join room r on r.id = x.room_id
    join member m on m.room_id = x.room_id and m.account_id = ${accountId} and m.role is not null
    left join search_room s on s.room_id = x.room_id
    where r.deleted_at is null
  `.execute(db)
  return rows
}
