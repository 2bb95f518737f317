import { sql } from 'kysely'
import type { App } from '../context.ts'
import { idArray, numbersOf } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { RULES } from './line.ts'
import { segmentMayFulfil, type Term } from './terms.ts'

/** A room and how far it is indexed. */
export interface Clocks {
  readonly roomId: number
  readonly tick: number
  /** Clock up to which its messages are indexed; 0 for one that never was. */
  readonly indexed: number
}

/** A room that may be searched, and where its index ends. Times are 0 when there is nothing. */
export interface Searchable extends Clocks {
  /** Newest time in its full segments. */
  readonly closedAt: number
  /** First number and newest time of the segment that is not full. */
  readonly firstNumber: number
  readonly lastAt: number
  /** Whether that one may hold what is looked for. */
  readonly mayFulfil: boolean
}

/** How far each of these rooms is indexed. All their ends are looked through at once: one by one they would take twice as long. */
export async function readSearchable(
  index: Queries,
  rooms: readonly Mine[],
  terms: readonly Term[],
): Promise<Searchable[]> {
  const ends = await readEnds(
    index,
    rooms.map(({ roomId }) => roomId),
    terms,
  )
  return rooms.map((room) => ({ ...room, ...(ends.get(room.roomId) ?? UNKNOWN) }))
}

/** A room somebody is in. */
export type Mine = Pick<Clocks, 'roomId' | 'tick'>
type End = Omit<Searchable, keyof Mine>
const UNKNOWN: End = { indexed: 0, closedAt: 0, firstNumber: 1, lastAt: 0, mayFulfil: false }

/**
 * The rooms somebody is in at this moment, as their own list has it, which is written with every coming and going: nothing else is ever
 * searched. As an array their ids are found in the index in one pass, with a join one by one: 2.0 ms for 1,000 instead of 2.5.
 */
export async function readRooms(db: Queries, accountId: number): Promise<Mine[]> {
  const { rows } = await sql<Record<'ids' | 'ticks', string | null>>`
    select string_agg(r.id::text, ',') as ids, string_agg(r.tick::text, ',') as ticks
    from room r
    where r.id = any(array(select x.room_id from account_room x where x.account_id = ${accountId} and not x.gone))
      and r.deleted_at is null
  `.execute(db)
  const [ids, ticks] = [numbersOf(rows[0]?.ids ?? null), numbersOf(rows[0]?.ticks ?? null)]
  return ids.map((roomId, at) => ({ roomId, tick: ticks[at] as number }))
}

async function readEnds(index: Queries, roomIds: readonly number[], terms: readonly Term[]): Promise<Map<number, End>> {
  const { rows } = await sql<Record<'ids' | 'ticks' | 'closed' | 'firsts' | 'lasts' | 'fulfil', string | null>>`
    select string_agg(room_id::text, ',') as ids, string_agg(tick::text, ',') as ticks,
      string_agg(closed_at::text, ',') as closed, string_agg(first_number::text, ',') as firsts,
      string_agg(last_at::text, ',') as lasts, string_agg(${segmentMayFulfil(sql`lines`, terms)}::int::text, ',') as fulfil
    from search_end where room_id = any(${idArray(roomIds)})
  `.execute(index)
  const [ids = [], ticks = [], closed = [], firsts = [], lasts = [], fulfil = []] = Object.values(rows[0] ?? {}).map(
    numbersOf,
  )
  const endAt = (at: number) => ({
    mayFulfil: fulfil[at] === 1,
    indexed: ticks[at] as number,
    closedAt: closed[at] as number,
    firstNumber: firsts[at] as number,
    lastAt: lasts[at] as number,
  })
  return new Map(ids.map((roomId, at) => [roomId, endAt(at)]))
}

/** How a room and its index stand. */
export interface RoomState extends Clocks {
  readonly lastNumber: number
  /** Whether all of it is written by today's rules. */
  readonly built: boolean
}

/** Rooms looked at together. */
const PAGE = 10_000

/** Every room in which something was said, in pages. Its clock is read after its index, so an index that is ahead of its room was so. */
export async function* roomStates(app: App): AsyncGenerator<RoomState[]> {
  for (let after = 0; ; ) {
    const { rows: ids } = await sql<{ id: number }>`
      select id from room where id > ${after} and last_number > 0 order by id limit ${PAGE}
    `.execute(app.db)
    const last = ids.at(-1)
    if (!last) return
    const page = idArray(ids.map(({ id }) => id))
    const { rows: known } = await sql<{ roomId: number; tick: number; built: boolean }>`
      select room_id, tick, built_by = ${RULES} as built from search_end where room_id = any(${page})
    `.execute(app.index)
    const { rows: rooms } = await sql<{ id: number; tick: number; lastNumber: number }>`
      select id, tick, last_number from room where id = any(${page}) order by id
    `.execute(app.db)
    const states = new Map(known.map((state) => [state.roomId, state]))
    yield rooms.map(({ id, tick, lastNumber }) => {
      const { tick: indexed = 0, built = false } = states.get(id) ?? {}
      return { roomId: id, tick, lastNumber, indexed, built }
    })
    after = last.id
  }
}
