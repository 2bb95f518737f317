import { type api, type InputOf, Refusal, type Task } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { changeTask, refuseDeleted } from './change.ts'
import { showTask } from './write.ts'

/** The room is not told in a message: there would be one for every tick. */
export async function check(app: App, actor: Actor, input: InputOf<typeof api.tasks.check>): Promise<Task> {
  return changeTask(app, actor, input, async (tx, room, before) => {
    refuseDeleted(before)
    const item = before.checklist.find(({ id }) => id === input.itemId)
    if (!item) throw new Refusal('not_found', 'no such item')
    if (item.done === input.done) return before
    const checklist = before.checklist.map((one) => (one === item ? { ...item, done: input.done } : one))
    await sql`
      update task set checklist = ${JSON.stringify(checklist)}::jsonb where room_id = ${room.roomId} and id = ${before.id}
    `.execute(tx)
    return showTask(tx, room, before.id, 'task_updated')
  })
}
