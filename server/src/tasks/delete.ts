import type { api, InputOf, Task } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { changeTask } from './change.ts'
import { tellRoom } from './line.ts'
import { eraseTask } from './write.ts'

/** Its place stays, what it said goes; a series ends with it. */
export async function deleteTask(app: App, actor: Actor, input: InputOf<typeof api.tasks.delete>): Promise<Task> {
  return changeTask(app, actor, input, async (tx, room, before) => {
    if (before.deleted) return before
    const task = await eraseTask(tx, room, before.id)
    await tellRoom(tx, room, { accountId: actor.accountId, presence: 'present' }, 'task_deleted', [before])
    return task
  })
}
