import { type Message, Refusal } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../db/transaction.ts'
import { messageColumns } from './view.ts'

async function select(db: Queries, roomId: number, rest: RawBuilder<unknown>): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select ${messageColumns} from message m where m.room_id = ${roomId} and ${rest}
  `.execute(db)
  return rows
}

/** The last messages before a number, ascending. */
export async function readBefore(db: Queries, roomId: number, before: number, limit: number): Promise<Message[]> {
  const rows = await select(db, roomId, sql`m.number < ${before} order by m.number desc limit ${limit}`)
  return rows.reverse()
}

/** The first messages after a number, ascending. */
export function readAfter(db: Queries, roomId: number, after: number, limit: number): Promise<Message[]> {
  return select(db, roomId, sql`m.number > ${after} order by m.number limit ${limit}`)
}

/** What changed after a room clock, in its order. */
export function readChanges(db: Queries, roomId: number, since: number, limit: number): Promise<Message[]> {
  return select(db, roomId, sql`m.tick > ${since} order by m.tick limit ${limit}`)
}

/** Throws `not_found`. */
export async function readMessage(db: Queries, roomId: number, id: string): Promise<Message> {
  const [message] = await select(db, roomId, sql`m.id = ${id}`)
  if (!message) throw new Refusal('not_found', 'no such message')
  return message
}
