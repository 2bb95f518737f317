import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import type { Write } from './databases.ts'
import { LINE_END, lineOf, SEGMENT, type Source } from './line.ts'
import { masksOf } from './masks.ts'

/** Messages of a room from one number to another, both included. */
export interface Stretch {
  readonly roomId: number
  readonly from: number
  readonly to: number
  /** Of the room: where its full segments end. */
  readonly lastNumber: number
}

/** A room with the clock that it is indexed up to now, and its last number at that clock or later. */
export interface Reached {
  readonly roomId: number
  readonly tick: number
  readonly lastNumber: number
  /** Number up to which what its row of `search_end` holds is still right; undefined where all behind the full segments is to be written anew. */
  readonly heldTo?: number | undefined
}

interface Row extends Source {
  readonly roomId: number
  readonly number: number
  readonly tick: number
  readonly sentAt: number
}

/** Writes the full segments these messages are in, as the messages are now. The rooms' rows of `search_end` are locked. */
export async function writeSegments({ db, index }: Write, stretches: readonly Stretch[]): Promise<void> {
  const rows = await readMessages(db, distinct(stretches.flatMap(fullSegments)))
  const segments = Map.groupBy(rows, ({ roomId, number }) => `${roomId}-${firstOf(number)}`)
  await putSegments(index, [...segments.values()])
}

/**
 * Writes the messages behind the full segments, and up to which clock all of the room is indexed. What was behind the full
 * segments before is still there, or in one that has become full and was written. Where nothing but new messages came, only those are read
 * and folded: one for each that is sent, instead of sixteen.
 */
export async function writeEnds({ db, index }: Write, reached: readonly Reached[], now: Date): Promise<void> {
  const rows = await readMessages(
    db,
    reached.map(({ roomId, lastNumber, heldTo = closedBy(lastNumber) }) => ({
      roomId,
      from: heldTo + 1,
      to: lastNumber,
    })),
  )
  const behind = Map.groupBy(rows, ({ roomId }) => roomId)
  const ends = reached.map(({ roomId }) => behind.get(roomId) ?? [])
  await sql`
    update search_end e set tick = greatest(e.tick, s.tick), indexed_at = ${now}, first_number = s.first,
      last_at = case when s.adds then greatest(e.last_at, s.last_at) else s.last_at end,
      sent_at = case when s.adds then e.sent_at || s.sent_at::bigint[] else s.sent_at::bigint[] end,
      lines = case when not s.adds or cardinality(e.sent_at) = 0 then s.lines when s.last_at = 0 then e.lines
        else e.lines || ${LINE_END} || s.lines end,
      closed_at = coalesce((select max(last_at) from search_segment where room_id = e.room_id), 0)
    from unnest(
      ${idArray(reached.map(({ roomId }) => roomId))}, ${idArray(reached.map(({ tick }) => tick))},
      ${idArray(reached.map(({ lastNumber }) => closedBy(lastNumber) + 1))}, ${idArray(ends.map(newestOf))},
      ${ends.map(timesOf)}::text[], ${ends.map(linesOf)}::text[], ${reached.map(({ heldTo }) => heldTo !== undefined)}::boolean[]
    ) as s (room_id, tick, first, last_at, sent_at, lines, adds)
    where e.room_id = s.room_id
  `.execute(index)
}

/** The last number of each of these rooms. */
export async function readLastNumbers(db: Queries, roomIds: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; lastNumber: number }>`
    select id, last_number from room where id = any(${idArray(roomIds)})
  `.execute(db)
  return new Map(rows.map(({ id, lastNumber }) => [id, lastNumber]))
}

/** The last number of the last segment that is full. */
export function closedBy(lastNumber: number): number {
  return lastNumber - (lastNumber % SEGMENT)
}

type Range = Omit<Stretch, 'lastNumber'>

function fullSegments({ roomId, from, to, lastNumber }: Stretch): Range[] {
  const closed = closedBy(lastNumber)
  if (from > closed) return []
  return [{ roomId, from: firstOf(from), to: firstOf(Math.min(to, closed)) + SEGMENT - 1 }]
}

/** Number of the first message of a message's segment. */
function firstOf(number: number): number {
  return number - ((number - 1) % SEGMENT)
}

function distinct(ranges: readonly Range[]): Range[] {
  return [...new Map(ranges.map((range) => [`${range.roomId}-${range.from}`, range])).values()]
}

async function readMessages(db: Queries, ranges: readonly Range[]): Promise<Row[]> {
  if (ranges.length === 0) return []
  const { rows } = await sql<Row>`
    select m.room_id, m.number, m.tick, (extract(epoch from m.created_at) * 1000)::bigint as sent_at, m.account_id, m.kind,
      m.body, m.mentions, m.to_all, m.deleted_at is not null as deleted
    from unnest(
      ${idArray(ranges.map(({ roomId }) => roomId))}, ${idArray(ranges.map(({ from }) => from))},
      ${idArray(ranges.map(({ to }) => to))}
    ) as s (room_id, first, last)
    join message m on m.room_id = s.room_id and m.number between s.first and s.last
    order by m.room_id, m.number
  `.execute(db)
  return rows
}

/** With their masks. A segment that says the same already is left alone: reactions move a message's clock, too. */
async function putSegments(index: Queries, segments: readonly Row[][]): Promise<void> {
  if (segments.length === 0) return
  const rooms = idArray(segments.map((rows) => (rows[0] as Row).roomId))
  const firsts = idArray(segments.map((rows) => (rows[0] as Row).number))
  // Folding them is the dear part.
  const lines = segments.map(linesOf)
  await sql`
    insert into search_segment (room_id, first_number, tick, first_at, last_at, sent_at, lines, masks, masks_tick)
    select room_id, first, tick, first_at, last_at, sent_at::bigint[], lines, masks::int[], tick from unnest(
      ${rooms}, ${firsts}, ${idArray(segments.map((rows) => Math.max(...rows.map(({ tick }) => tick))))},
      ${idArray(segments.map((rows) => Math.min(...rows.map(({ sentAt }) => sentAt))))}, ${idArray(segments.map(newestOf))},
      ${segments.map(timesOf)}::text[], ${lines}::text[], ${lines.map((text) => `{${masksOf(text).join()}}`)}::text[]
    ) as s (room_id, first, tick, first_at, last_at, sent_at, lines, masks)
    on conflict (room_id, first_number) do update
      set tick = excluded.tick, lines = excluded.lines, masks = excluded.masks, masks_tick = excluded.masks_tick
    where (search_segment.lines, search_segment.masks, search_segment.masks_tick)
      is distinct from (excluded.lines, excluded.masks, search_segment.tick)
  `.execute(index)
  // Whatever the version before, which may run beside this one, has of them; the rooms are named so that only theirs is read.
  await sql`
    delete from search_tail t
    using unnest(${rooms}, ${firsts}) as s (room_id, first)
    where t.room_id = any(${rooms}) and t.room_id = s.room_id
      and t.number between s.first and s.first + ${SEGMENT - 1}
  `.execute(index)
}

function newestOf(rows: readonly Row[]): number {
  return Math.max(0, ...rows.map(({ sentAt }) => sentAt))
}

function timesOf(rows: readonly Row[]): string {
  return `{${rows.map(({ sentAt }) => sentAt).join()}}`
}

function linesOf(rows: readonly Row[]): string {
  return rows.map(lineOf).join(LINE_END)
}
