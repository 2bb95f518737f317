import { sql } from 'kysely'
import type { App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import type { Read } from './databases.ts'
import { type Clocks, roomStates } from './rooms.ts'

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

/** How the index stands. Looks at every room: 0.1 s for 100,000. */
export async function readStatus(app: App): Promise<Status> {
  const status = { rooms: 0, unbuilt: 0, behind: 0 }
  const changes: Date[] = []
  for await (const rooms of roomStates(app)) {
    const waiting = await readUnindexed(app, rooms)
    status.rooms += rooms.length
    status.unbuilt += rooms.filter(({ built }) => !built).length
    status.behind += waiting.length
    changes.push(...waiting)
  }
  return { ...status, lag: secondsSince(changes, app.clock.now()) }
}

/** Seconds since the oldest change of a message in these rooms that is not indexed; 0 when all are. */
export async function readLag(read: Read, rooms: readonly Clocks[], now: Date): Promise<number> {
  return secondsSince(await readUnindexed(read, rooms), now)
}

/** Clocks of processes differ by less than this. */
const SKEW = '10 seconds'

/**
 * Of each of these rooms with a change of a message that is not indexed, the time of the oldest. A reaction moves a message's
 * clock and not its time: it is told from a change by being older than the index.
 */
async function readUnindexed({ db, index }: Read, rooms: readonly Clocks[]): Promise<Date[]> {
  const behind = rooms.filter(({ tick, indexed }) => indexed < tick)
  if (behind.length === 0) return []
  const { rows: known } = await sql<{ roomId: number; at: string }>`
    select room_id, (indexed_at - ${SKEW}::interval)::text as at from search_end
    where room_id = any(${idArray(behind.map(({ roomId }) => roomId))})
  `.execute(index)
  const since = new Map(known.map(({ roomId, at }) => [roomId, at]))
  const { rows } = await sql<{ at: Date }>`
    select m.at from unnest(
      ${idArray(behind.map(({ roomId }) => roomId))}, ${idArray(behind.map(({ indexed }) => indexed))},
      ${behind.map(({ roomId }) => since.get(roomId) ?? '-infinity')}::timestamptz[]
    ) as s (room_id, tick, since)
    cross join lateral (
      select greatest(created_at, edited_at, deleted_at) as at from message
      where room_id = s.room_id and tick > s.tick and greatest(created_at, edited_at, deleted_at) > s.since
      order by message.tick limit 1
    ) m
  `.execute(db)
  return rows.map(({ at }) => at)
}

/** Since the oldest of them. */
function secondsSince(times: readonly Date[], now: Date): number {
  const oldest = times.reduce((earliest, time) => Math.min(earliest, time.getTime()), now.getTime())
  return Math.floor((now.getTime() - oldest) / 1_000)
}
