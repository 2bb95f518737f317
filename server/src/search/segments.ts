import { type RawBuilder, sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { LINE_END } from './line.ts'
import type { Place, Window } from './place.ts'
import type { Searchable } from './rooms.ts'
import { gramsMayFulfil, lineFulfils, segmentMayFulfil, type Term } from './terms.ts'

export interface Search {
  readonly rooms: readonly Searchable[]
  readonly terms: readonly Term[]
  readonly window: Window
}

/** A closed segment. Nothing in it that the window lets through was sent after `bound`. */
export interface Segment {
  readonly roomId: number
  readonly firstNumber: number
  readonly bound: number
}

/** The newest messages of the tails that fulfil the terms. */
export async function searchTails(db: Queries, { rooms, terms, window }: Search, limit: number): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select t.room_id, t.number, t.sent_at
    from unnest(${idArray(rooms.map(({ roomId }) => roomId))}) as r (id) join search_tail t on t.room_id = r.id
    where ${inside(window, sql`t.sent_at, t.room_id, t.number`)} and t.sent_at >= ${window.since}
      and ${lineFulfils(sql`t.line`, terms)}
    order by t.sent_at desc, t.room_id desc, t.number desc limit ${limit}
  `.execute(db)
  return rows
}

export interface Choice {
  /** Behind this one in the order of segments. */
  readonly behind: Segment | undefined
  /** Only those with something sent at or after this. */
  readonly floor: number
  /** `grams`: only those that may fulfil the terms, as far as the index of grams knows. */
  readonly by: 'time' | 'grams'
  readonly limit: number
}

/** Closed segments of the rooms, the newest first; what they say is not read. */
export async function readSegments(db: Queries, { rooms, terms, window }: Search, choice: Choice): Promise<Segment[]> {
  const { behind, floor, by, limit } = choice
  const bound = sql`least(s.last_at, ${window.reach}::bigint)`
  const grams = by === 'grams' ? gramsMayFulfil(sql`search_grams(s.lines)`, terms) : undefined
  const { rows } = await sql<Segment>`
    select s.room_id, s.first_number, ${bound} as bound from search_segment s
    where s.room_id = any(${idArray(rooms.map(({ roomId }) => roomId))}) and s.last_at >= ${floor} and s.first_at <= ${window.reach}
      ${grams ? sql`and ${grams}` : sql``}
      ${behind ? sql`and (${bound}, s.room_id, s.first_number) < (${behind.bound}, ${behind.roomId}, ${behind.firstNumber})` : sql``}
    order by ${bound} desc, s.room_id desc, s.first_number desc limit ${limit}
  `.execute(db)
  return rows
}

/** The newest messages of these segments that fulfil the terms. */
export async function searchSegments(
  db: Queries,
  { terms, window }: Search,
  segments: readonly Segment[],
  choice: { readonly floor: number; readonly limit: number },
): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select s.room_id, s.first_number + l.ord - 1 as number, s.sent_at[l.ord] as sent_at
    from unnest(
      ${idArray(segments.map(({ roomId }) => roomId))}, ${idArray(segments.map(({ firstNumber }) => firstNumber))}
    ) as c (room_id, first_number)
    join search_segment s on s.room_id = c.room_id and s.first_number = c.first_number
    cross join lateral string_to_table(s.lines, ${LINE_END}) with ordinality as l (line, ord)
    where ${segmentMayFulfil(sql`s.lines`, terms)} and ${lineFulfils(sql`l.line`, terms)} and s.sent_at[l.ord] >= ${choice.floor}
      and ${inside(window, sql`s.sent_at[l.ord], s.room_id, s.first_number + l.ord - 1`)}
    order by 3 desc, 1 desc, 2 desc limit ${choice.limit}
  `.execute(db)
  return rows
}

function inside({ until }: Window, place: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(${place}) < (${until.sentAt}::bigint, ${until.roomId}::bigint, ${until.number}::bigint)`
}
