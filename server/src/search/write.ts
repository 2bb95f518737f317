import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import type { Write } from './databases.ts'
import { LINE_END, lineOf, SEGMENT, type Source } from './line.ts'

/** Messages of a room from one number to another, both included. */
export interface Stretch {
  readonly roomId: number
  readonly from: number
  readonly to: number
}

interface Row extends Source {
  readonly roomId: number
  readonly number: number
  readonly tick: number
  readonly sentAt: number
}

/**
 * Writes these messages into the index as they are now: the whole segment of each where all its numbers are taken, the row
 * itself in the tail beyond. The rooms' rows of `search_room` are locked, so that no other writer closes a segment meanwhile.
 */
export async function writeStretches({ db, index }: Write, stretches: readonly Stretch[]): Promise<void> {
  const closed = await readClosed(db, stretches)
  const closedOf = ({ roomId }: { roomId: number }) => closed.get(roomId) ?? 0
  const whole = stretches.flatMap((stretch) => wholeSegments(stretch, closedOf(stretch)))
  const tail = stretches.flatMap((stretch) => beyond(stretch, closedOf(stretch)))
  const segments = Map.groupBy(
    await readMessages(db, distinct(whole)),
    ({ roomId, number }) => `${roomId}-${firstOf(number)}`,
  )
  await writeSegments(index, [...segments.values()])
  await writeTail(index, await readMessages(db, distinct(tail)))
}

/** The last number of the last segment that is full, of each room. */
async function readClosed(db: Queries, stretches: readonly Stretch[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; lastNumber: number }>`
    select id, last_number from room where id = any(${idArray(stretches.map(({ roomId }) => roomId))})
  `.execute(db)
  return new Map(rows.map(({ id, lastNumber }) => [id, lastNumber - (lastNumber % SEGMENT)]))
}

function wholeSegments({ roomId, from, to }: Stretch, closed: number): Stretch[] {
  if (from > closed) return []
  return [{ roomId, from: firstOf(from), to: firstOf(Math.min(to, closed)) + SEGMENT - 1 }]
}

function beyond({ roomId, from, to }: Stretch, closed: number): Stretch[] {
  return to > closed ? [{ roomId, from: Math.max(from, closed + 1), to }] : []
}

/** Number of the first message of a message's segment. */
function firstOf(number: number): number {
  return number - ((number - 1) % SEGMENT)
}

function distinct(stretches: readonly Stretch[]): Stretch[] {
  return [...new Map(stretches.map((stretch) => [`${stretch.roomId}-${stretch.from}`, stretch])).values()]
}

async function readMessages(db: Queries, stretches: readonly Stretch[]): Promise<Row[]> {
  if (stretches.length === 0) return []
  const { rows } = await sql<Row>`
    select m.room_id, m.number, m.tick, (extract(epoch from m.created_at) * 1000)::bigint as sent_at, m.account_id, m.kind,
      m.body, m.mentions, m.to_all, m.deleted_at is not null as deleted
    from unnest(
      ${idArray(stretches.map(({ roomId }) => roomId))}, ${idArray(stretches.map(({ from }) => from))},
      ${idArray(stretches.map(({ to }) => to))}
    ) as s (room_id, first, last)
    join message m on m.room_id = s.room_id and m.number between s.first and s.last
    order by m.room_id, m.number
  `.execute(db)
  return rows
}

async function writeTail(index: Queries, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into search_tail (room_id, number, tick, sent_at, line)
    select * from unnest(
      ${idArray(rows.map(({ roomId }) => roomId))}, ${idArray(rows.map(({ number }) => number))},
      ${idArray(rows.map(({ tick }) => tick))}, ${idArray(rows.map(({ sentAt }) => sentAt))}, ${rows.map(lineOf)}::text[]
    )
    on conflict (room_id, number) do update set tick = excluded.tick, line = excluded.line
    where search_tail.line <> excluded.line
  `.execute(index)
}

/** A segment that says the same already is left alone: reactions move a message's clock, too. */
async function writeSegments(index: Queries, segments: readonly Row[][]): Promise<void> {
  if (segments.length === 0) return
  const rooms = idArray(segments.map((rows) => (rows[0] as Row).roomId))
  const firsts = idArray(segments.map((rows) => (rows[0] as Row).number))
  const times = segments.map((rows) => rows.map(({ sentAt }) => sentAt))
  await sql`
    delete from search_tail t using unnest(${rooms}, ${firsts}) as s (room_id, first)
    where t.room_id = s.room_id and t.number between s.first and s.first + ${SEGMENT - 1}
  `.execute(index)
  await sql`
    insert into search_segment (room_id, first_number, tick, first_at, last_at, sent_at, lines)
    select room_id, first, tick, first_at, last_at, sent_at::bigint[], lines from unnest(
      ${rooms}, ${firsts}, ${idArray(segments.map((rows) => Math.max(...rows.map(({ tick }) => tick))))},
      ${idArray(times.map((all) => Math.min(...all)))}, ${idArray(times.map((all) => Math.max(...all)))},
      ${times.map((all) => `{${all.join()}}`)}::text[], ${segments.map((rows) => rows.map(lineOf).join(LINE_END))}::text[]
    ) as s (room_id, first, tick, first_at, last_at, sent_at, lines)
    on conflict (room_id, first_number) do update set tick = excluded.tick, lines = excluded.lines
    where search_segment.lines <> excluded.lines
  `.execute(index)
}
