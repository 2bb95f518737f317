import { sql } from 'kysely'
import type { Queries } from '../db/transaction.ts'

/** A room that may be searched. */
export interface Searchable {
  readonly roomId: number
  readonly tick: number
  /** Clock up to which its messages are indexed; 0 for one that never was. */
  readonly indexed: number
}

interface Columns {
  readonly ids: readonly number[]
  readonly ticks: readonly number[]
  readonly indexed: readonly number[]
}

/**
 * The rooms somebody is in at this moment: nothing else is ever read. They come as columns, since a thousand rows take the
 * client as long as the database.
 */
export async function readSearchable(db: Queries, accountId: number): Promise<Searchable[]> {
  const { rows } = await sql<Columns>`
    with x as materialized (select room_id from account_room where account_id = ${accountId} and not gone)
    select coalesce(array_agg(r.id), '{}') as ids, coalesce(array_agg(r.tick), '{}') as ticks,
      coalesce(array_agg(coalesce(s.tick, 0)), '{}') as indexed
    from x join room r on r.id = x.room_id
    join member m on m.room_id = x.room_id and m.account_id = ${accountId} and m.role is not null
    left join search_room s on s.room_id = x.room_id
    where r.deleted_at is null
  `.execute(db)
  const { ids, ticks, indexed } = rows[0] as Columns
  return ids.map((roomId, at) => ({ roomId, tick: ticks[at] as number, indexed: indexed[at] as number }))
}
