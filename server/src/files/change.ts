import type { File } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { roomTopic } from '../events/topics.ts'
import { type LockedRoom, nextTick, saveClock } from '../rooms/lock.ts'
import { readFile } from './read.ts'

/** Gives a changed file the next place in its locked room's order and tells everyone how it is now. Keeps the clock. */
export async function announceFile(
  tx: Transaction,
  room: Pick<LockedRoom, 'roomId' | 'tick' | 'lastNumber'>,
  id: number,
): Promise<File> {
  await sql`update file set tick = ${nextTick(room)} where room_id = ${room.roomId} and id = ${id}`.execute(tx)
  await saveClock(tx, room)
  const file = await readFile(tx, room.roomId, id)
  announce(tx, roomTopic(room.roomId), { event: 'file', data: file })
  return file
}
