import { type Message, Refusal } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../db/transaction.ts'
import { messageColumns } from './view.ts'

/**
 * Text in one answer, in bytes, as soon as it holds a message: a page of the longest messages would be 50 MB. Whoever asks
 * takes a shorter page for what it is, and asks on.
 */
const PAGE_BYTES = 1_000_000

/** The first messages of a room in an order, as many as fit into one answer. */
async function page(
  db: Queries,
  roomId: number,
  which: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  limit: number,
): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select ${messageColumns} from (
      select p.*, sum(octet_length(p.body)) over (order by ${order}) - octet_length(p.body) as bytes_before
      from (select * from message where room_id = ${roomId} and ${which} order by ${order} limit ${limit}) p
    ) m where m.bytes_before < ${PAGE_BYTES} order by ${order}
  `.execute(db)
  return rows
}

/** The last messages before a number, ascending. */
export async function readBefore(db: Queries, roomId: number, before: number, limit: number): Promise<Message[]> {
  const rows = await page(db, roomId, sql`number < ${before}`, sql`number desc`, limit)
  return rows.reverse()
}

/** The first messages after a number, ascending. */
export function readAfter(db: Queries, roomId: number, after: number, limit: number): Promise<Message[]> {
  return page(db, roomId, sql`number > ${after}`, sql`number`, limit)
}

/** What changed after a room clock, in its order. `isCut`: there may be more. */
export async function readChanges(
  db: Queries,
  roomId: number,
  since: number,
  limit: number,
): Promise<{ rows: Message[]; isCut: boolean }> {
  const rows = await page(db, roomId, sql`tick > ${since}`, sql`tick`, limit)
  const bytes = rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0)
  return { rows, isCut: rows.length === limit || bytes >= PAGE_BYTES }
}

/** Throws `not_found`. */
export async function readMessage(db: Queries, roomId: number, id: string): Promise<Message> {
  const { rows } = await sql<Message>`
    select ${messageColumns} from message m where m.room_id = ${roomId} and m.id = ${id}
  `.execute(db)
  const [message] = rows
  if (!message) throw new Refusal('not_found', 'no such message')
  return message
}
