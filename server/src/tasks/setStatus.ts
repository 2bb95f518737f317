import type { api, InputOf, Task } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { setAlarms } from './alarm.ts'
import { changeTask, refuseDeleted } from './change.ts'
import { keepDeeds } from './deeds.ts'
import { tellRoom } from './line.ts'
import { addNext } from './next.ts'
import { bytesOf, requireMembers, requirePlace } from './read.ts'
import { showTask } from './write.ts'

export async function setStatus(app: App, actor: Actor, input: InputOf<typeof api.tasks.setStatus>): Promise<Task> {
  return changeTask(app, actor, input, async (tx, room, before) => {
    refuseDeleted(before)
    if (before.status === input.status) return before
    const isDone = input.status === 'done'
    if (!isDone) {
      await requireMembers(tx, room.roomId, [before.accountId])
      await requirePlace(tx, room.roomId, { tasks: 1, bytes: bytesOf(before) })
    }
    const makesNext = isDone && before.recurrence?.next === 'done'
    await tx
      .updateTable('task')
      .set({ status: input.status, doneAt: isDone ? room.now : null, doneBy: isDone ? actor.accountId : null })
      .$if(makesNext, (update) => update.set({ recurrence: null, anchor: null }))
      .where('roomId', '=', room.roomId)
      .where('id', '=', before.id)
      .execute()
    const task = await showTask(tx, room, before.id, isDone ? 'task_done' : 'task_reopened')
    const author = { accountId: actor.accountId, presence: 'present' } as const
    const line = await tellRoom(tx, room, author, isDone ? 'task_done' : 'task_reverted', [task])
    await keepDeeds(tx, room, [{ task, what: isDone ? 'done' : 'reopened', accountId: actor.accountId, line }])
    await setAlarms(tx, room, [task])
    if (makesNext) await addNext(tx, room, author, before)
    return task
  })
}
