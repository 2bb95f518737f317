import { type Message, Refusal } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../db/transaction.ts'
import { messageColumns } from './view.ts'

/**
 * Text in one answer, in bytes, as soon as it holds a message: a page of the longest messages would be 50 MB. Whoever asks
 * takes a shorter page for what it is, and asks on.
 */
const PAGE_BYTES = 1_000_000

/** The first of some messages in an order, as many as fit into one answer. */
function page(which: RawBuilder<unknown>, order: RawBuilder<unknown>, limit: number): RawBuilder<Message> {
  return sql<Message>`
    select ${messageColumns} from (
      select p.*, sum(octet_length(p.body)) over (order by ${order}) - octet_length(p.body) as bytes_before
      from (select * from message where ${which} order by ${order} limit ${limit}) p
    ) m where m.bytes_before < ${PAGE_BYTES} order by ${order}
  `
}

/** The last messages before a number, ascending. */
export async function readBefore(db: Queries, roomId: number, before: number, limit: number): Promise<Message[]> {
  const { rows } = await page(sql`room_id = ${roomId} and number < ${before}`, sql`number desc`, limit).execute(db)
  return rows.reverse()
}

/** The first messages after a number, ascending. */
export async function readAfter(db: Queries, roomId: number, after: number, limit: number): Promise<Message[]> {
  const { rows } = await page(sql`room_id = ${roomId} and number > ${after}`, sql`number`, limit).execute(db)
  return rows
}

/** The messages of the room `asked.room_id` that changed after the clock `asked.since`, in its order. */
export function changedMessages(limit: number): RawBuilder<Message> {
  return page(sql`room_id = asked.room_id and tick > asked.since`, sql`tick`, limit)
}

/** Whether there may be more than these of {@link changedMessages}. */
export function isCut(rows: readonly Message[], limit: number): boolean {
  return rows.length === limit || rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0) >= PAGE_BYTES
}

/** Throws `not_found`. */
export async function readMessage(db: Queries, roomId: number, id: string): Promise<Message> {
  const { rows } = await sql<Message>`/* prepared messages.read */
    select ${messageColumns} from message m where m.room_id = ${roomId} and m.id = ${id}
  `.execute(db)
  const [message] = rows
  if (!message) throw new Refusal('not_found', 'no such message')
  return message
}
