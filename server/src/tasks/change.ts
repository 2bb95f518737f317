import { can, Refusal, type Task } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { type LockedRoom, lockRoom, saveClock } from '../rooms/lock.ts'
import { readTask } from './read.ts'

/** Changes of one person: a burst of 120, then two a second. */
const RATE = { count: 120, seconds: 60 }

/** Changes one task under its room's lock: `work` decides, writes and tells; it answers with the task as it is then. */
export async function changeTask(
  app: App,
  actor: Actor,
  place: { roomId: number; id: number },
  work: (tx: Transaction, room: LockedRoom, before: Task) => Promise<Task>,
): Promise<Task> {
  await app.limits.take(`tasks.change:${actor.accountId}`, RATE)
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, place.roomId, app.clock.now())
    const before = await readTask(tx, place.roomId, place.id)
    if (!can.changeTask(room, before, actor.accountId))
      throw new Refusal('forbidden', 'neither asker nor assignee nor admin')
    const { tick } = room
    const after = await work(tx, room, before)
    if (room.tick !== tick) await saveClock(tx, room)
    return after
  })
}

/** For all changes but deleting. */
export function refuseDeleted(task: Task): void {
  if (task.deleted) throw new Refusal('not_found', 'this task was deleted')
}
