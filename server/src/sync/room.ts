import { type api, CATCH_UP_LIMIT, type InputOf, type OutputOf, type Room as RoomView } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { readFileChanges } from '../files/read.ts'
import { readChanges } from '../messages/read.ts'
import { findRoom, readMembers, readRooms } from '../rooms/read.ts'
import { readTaskChanges } from '../tasks/read.ts'

type Room = typeof api.sync.room

/** Rows that changed after a clock, up to a clock before which nothing is missing. */
export async function room(app: App, actor: Actor, { roomId, since }: InputOf<Room>): Promise<OutputOf<Room>> {
  return snapshot(app.db, async (tx) => {
    const { tick } = await findRoom(tx, actor.accountId, roomId)
    const messages = await readChanges(tx, roomId, since, CATCH_UP_LIMIT)
    const members = await readMembers(tx, roomId, since, CATCH_UP_LIMIT)
    const tasks = await readTaskChanges(tx, roomId, since, CATCH_UP_LIMIT)
    const files = await readFileChanges(tx, roomId, since, CATCH_UP_LIMIT)
    const [view] = await readRooms(tx, actor.accountId, [roomId])
    const reached = Math.min(
      messages.isCut ? lastOf(messages.rows, tick) : tick,
      tasks.isCut ? lastOf(tasks.rows, tick) : tick,
      ...[members, files].map((rows) => (rows.length === CATCH_UP_LIMIT ? lastOf(rows, tick) : tick)),
    )
    return {
      tick: reached,
      room: view as RoomView,
      members: members.filter((row) => row.tick <= reached),
      messages: messages.rows.filter((row) => row.tick <= reached),
      tasks: tasks.rows.filter((row) => row.tick <= reached),
      files: files.filter((row) => row.tick <= reached),
      more: reached < tick,
    }
  })
}

/** Everything up to its last row is in a list that was cut. */
function lastOf(rows: readonly { tick: number }[], tick: number): number {
  return rows.at(-1)?.tick ?? tick
}
