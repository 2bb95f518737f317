import { sql } from 'kysely'
import type { App } from '../context.ts'
import { RULES } from './line.ts'

export interface Status {
  /** Rooms with something in them. */
  readonly rooms: number
  /** Those of them that are to be written anew. */
  readonly unbuilt: number
  /** Those with changes that are not indexed. */
  readonly behind: number
  /** Seconds since the oldest change of a message that is not indexed. */
  readonly lag: number
}

/**
 * Time of the oldest change of a `room r` that its `search_room s` does not know of. A reaction moves a message's clock and not
 * its time: it is told from a change by being older than the index. Clocks differ by less than these seconds.
 */
export const oldestUnindexed = sql<Date | null>`(
  select greatest(m.created_at, m.edited_at, m.deleted_at) from message m
  where m.room_id = r.id and m.tick > coalesce(s.tick, 0)
    and greatest(m.created_at, m.edited_at, m.deleted_at) > coalesce(s.indexed_at - interval '10 seconds', '-infinity')
  order by m.tick limit 1
)`

/** How the index stands. Looks at every room: 0.1 s for 100,000. */
export async function readStatus(app: App): Promise<Status> {
  const { rows } = await sql<Omit<Status, 'lag'> & { oldest: Date | null }>`
    select count(*) as rooms, count(*) filter (where built_by is distinct from ${RULES}) as unbuilt, count(at) as behind,
      min(at) as oldest
    from (
      select s.built_by, case when r.tick > coalesce(s.tick, 0) then ${oldestUnindexed} end as at
      from room r left join search_room s on s.room_id = r.id where r.last_number > 0
    ) x
  `.execute(app.db)
  const { oldest, ...counts } = rows[0] as Omit<Status, 'lag'> & { oldest: Date | null }
  return { ...counts, lag: secondsSince(oldest, app.clock.now()) }
}

export function secondsSince(time: Date | null | undefined, now: Date): number {
  return time ? Math.max(0, Math.floor((now.getTime() - time.getTime()) / 1_000)) : 0
}
