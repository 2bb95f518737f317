import { type RawBuilder, sql } from 'kysely'
import { idArray, numbersOf } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { LINE_END, SEGMENT } from './line.ts'
import { ALL_LINES, linesThatMay } from './masks.ts'
import type { Place, Window } from './place.ts'
import type { Searchable } from './rooms.ts'
import { type Clue, holdsClue, lineFulfils, segmentMayFulfil, type Term } from './terms.ts'

export interface Search {
  readonly rooms: readonly Searchable[]
  readonly terms: readonly Term[]
  readonly window: Window
}

/** A segment. Nothing in it that the window lets through was sent after `bound`. */
export interface Segment {
  readonly roomId: number
  readonly firstNumber: number
  readonly bound: number
  /** Whether it is its room's last, which is not full. */
  readonly isEnd?: boolean
}

/** The rooms' last segments, which are not full, as far as they may hold what is looked for. */
export function endsOf({ rooms, window }: Search): Segment[] {
  return rooms
    .filter(({ lastAt, mayFulfil }) => mayFulfil && lastAt >= Math.max(1, window.since))
    .map(({ roomId, firstNumber, lastAt }) => ({
      roomId,
      firstNumber,
      bound: Math.min(lastAt, window.reach),
      isEnd: true,
    }))
}

/** How many full segments the rooms have. */
export function countSegments({ rooms }: Search): number {
  return rooms.reduce((sum, { firstNumber }) => sum + Math.floor(firstNumber / SEGMENT), 0)
}

/** Newest first, as the statements here have them. */
export function byBound(a: Segment, b: Segment): number {
  return b.bound - a.bound || b.roomId - a.roomId || b.firstNumber - a.firstNumber
}

export interface Choice {
  /** Behind this one in the order of segments. */
  readonly behind: Segment | undefined
  /** Only those with something sent at or after this. */
  readonly floor: number
  /** Only those that hold what this says, as the index of grams knows; undefined asks it nothing. */
  readonly clue: Clue | undefined
  /** So many at most. */
  readonly limit: number
}

/** Some of the full segments, in their order, without those of which masks say that no line fulfils the terms. */
export interface Batch {
  readonly segments: readonly Segment[]
  /** How many there were up to the last, at least: where they are all, with those that were left out. */
  readonly count: number
  /** Whether there are no more of this choice. */
  readonly isAll: boolean
}

/**
 * Full segments of the rooms, the newest first; what they say is not read. Rooms that have none as new as the floor are not asked:
 * each takes 3 us. Thousands may be named, so they come as text: rows would take the client as long as the database.
 *
 * The floor is in a `select` of its own, for the planner must not know how much it leaves out: where it takes that for little,
 * it looks for the grams in what they say, 1 ms a segment, instead of asking their index. Masks are looked at once, for the count as well.
 */
export async function readSegments(index: Queries, { rooms, terms, window }: Search, choice: Choice): Promise<Batch> {
  const { behind, floor, clue, limit } = choice
  const bound = sql`least(s.last_at, ${window.reach}::bigint)`
  const within = rooms.filter(({ closedAt }) => closedAt >= floor).map(({ roomId }) => roomId)
  const { rows } = await sql<Record<'ids' | 'firsts' | 'bounds', string | null> & { count: number }>`
    with s as materialized (
      select s.room_id, s.first_number, ${bound} as bound, ${linesThatMay(terms)} <> 0 as may
      from search_segment s
      where s.room_id = any(${idArray(within)})
        and s.last_at >= (select ${floor}::bigint) and s.first_at <= ${window.reach}
        ${clue ? sql`and ${holdsClue(sql`search_grams(s.lines)`, clue)}` : sql``}
        ${behind ? sql`and (${bound}, s.room_id, s.first_number) < (${behind.bound}, ${behind.roomId}, ${behind.firstNumber})` : sql``}
    )
    select string_agg(room_id::text, ',') as ids, string_agg(first_number::text, ',') as firsts, string_agg(bound::text, ',') as bounds,
      (select count(*) from s) as count
    from (
      select * from s where may order by bound desc, room_id desc, first_number desc limit ${limit}
    ) s
  `.execute(index)
  const { ids = null, firsts = null, bounds = null, count = 0 } = rows[0] ?? {}
  const [firstNumbers, times] = [numbersOf(firsts), numbersOf(bounds)]
  const segments = numbersOf(ids).map((roomId, at) => {
    return { roomId, firstNumber: firstNumbers[at] as number, bound: times[at] as number }
  })
  const isAll = segments.length < limit
  return { segments, count: isAll ? count : segments.length, isAll }
}

/**
 * The newest full segments of many rooms. They are in as many rooms at most, whose newest are the newest of all, so the others
 * are not asked. Of each room only the newest are looked at, as many as `each` says: where one has given all of those, the list
 * ends.
 */
export async function readNewest(
  index: Queries,
  { rooms }: Search,
  { floor, limit, each }: { readonly floor: number; readonly limit: number; readonly each: number },
): Promise<Batch> {
  const newest = rooms.toSorted((a, b) => b.closedAt - a.closedAt || b.roomId - a.roomId).slice(0, limit)
  const { rows } = await sql<Segment>`
    select s.room_id, s.first_number, s.last_at as bound
    from unnest(${idArray(newest.map(({ roomId }) => roomId))}) as r (id) cross join lateral (
      select room_id, first_number, last_at from search_segment
      where room_id = r.id and last_at >= ${floor} order by last_at desc, first_number desc limit ${each}
    ) s
    order by s.last_at desc, s.room_id desc, s.first_number desc limit ${limit}
  `.execute(index)
  const given = new Map<number, number>()
  const end = rows.findIndex(({ roomId }) => {
    const count = (given.get(roomId) ?? 0) + 1
    given.set(roomId, count)
    return count === each
  })
  const segments = end === -1 ? rows : rows.slice(0, end + 1)
  return { segments, count: segments.length, isAll: end === -1 && rows.length < limit }
}

/** The newest messages of these segments that fulfil the terms. One that has just become full may still be an end as well. */
export async function searchSegments(
  index: Queries,
  { terms, window }: Search,
  segments: readonly Segment[],
  choice: { readonly floor: number; readonly limit: number },
): Promise<Place[]> {
  if (segments.length === 0) return []
  const { full = [], ends = [] } = Object.groupBy(segments, ({ isEnd }) => (isEnd ? 'ends' : 'full'))
  // What is cheap comes first: without `offset 0` the lines of all of them would be looked through before their masks.
  const all = sql.lit(ALL_LINES)
  const { rows } = await sql<Place>`
    select distinct s.room_id, s.first_number + l.ord - 1 as number, s.sent_at[l.ord] as sent_at
    from (
      (select s.room_id, s.first_number, s.sent_at, s.lines, ${linesThatMay(terms)} as may
        from ${chosen(full)} join search_segment s using (room_id, first_number) offset 0)
      union all
      select s.room_id, s.first_number, s.sent_at, s.lines, ${all} from ${chosen(ends)} join search_end s using (room_id, first_number)
    ) s cross join lateral string_to_table(s.lines, ${LINE_END}) with ordinality as l (line, ord)
    where s.may <> 0 and (s.may <> ${all} or ${segmentMayFulfil(sql`s.lines`, terms)})
      and case when s.may & (1 << l.ord::int - 1) <> 0 then ${lineFulfils(sql`l.line`, terms)} end
      and s.sent_at[l.ord] >= ${choice.floor} and ${inside(window, sql`s.sent_at[l.ord], s.room_id, s.first_number + l.ord - 1`)}
    order by 3 desc, 1 desc, 2 desc limit ${choice.limit}
  `.execute(index)
  return rows
}

export function chosen(segments: readonly Segment[]): RawBuilder<unknown> {
  const rooms = idArray(segments.map(({ roomId }) => roomId))
  return sql`unnest(${rooms}, ${idArray(segments.map(({ firstNumber }) => firstNumber))}) as c (room_id, first_number)`
}

/** Whether a place, three columns, is older than the window's new end. */
export function inside({ until }: Window, place: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(${place}) < (${until.sentAt}::bigint, ${until.roomId}::bigint, ${until.number}::bigint)`
}
