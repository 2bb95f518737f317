import type { Due, Task } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { type Happening, happened } from '../events/happened.ts'
import { roomTopic } from '../events/topics.ts'
import { newId } from '../lib/ids.ts'
import { type LockedRoom, nextTick } from '../rooms/lock.ts'
import { setAlarms } from './alarm.ts'
import { dropDeeds, keepDeeds } from './deeds.ts'
import { type Author, tellRoom } from './line.ts'
import { readTask } from './read.ts'

export type Locked = Pick<LockedRoom, 'roomId' | 'tick' | 'lastNumber' | 'now'>

export type NewTask = Pick<
  Task,
  'accountId' | 'assignedBy' | 'body' | 'due' | 'priority' | 'recurrence' | 'anchor' | 'reminders'
> & {
  readonly checklist: readonly { text: string; done: boolean }[]
  /** The message it is made from; the one that tells of it where there is none. */
  readonly messageId: string | undefined
}

/**
 * Adds tasks to a locked room and tells it in one message: new ones, or the next after one that it `follows`. The clock is kept
 * by the caller.
 */
export async function addTasks(
  tx: Transaction,
  room: Locked,
  author: Author,
  fresh: readonly NewTask[],
  follows?: Task,
): Promise<Task[]> {
  const line = await tellRoom(
    tx,
    room,
    author,
    'task_added',
    fresh.map((task) => ({ ...task, status: 'open' })),
  )
  const ids = fresh.map(() => newId({ now: () => room.now }))
  await tx
    .insertInto('task')
    .values(
      fresh.map((task, place) => ({
        roomId: room.roomId,
        id: ids[place] as number,
        tick: 0,
        accountId: task.accountId,
        assignedBy: task.assignedBy,
        body: task.body,
        ...dueColumns(task.due),
        priority: task.priority,
        checklist: JSON.stringify(task.checklist.map((item, at) => ({ id: at + 1, ...item }))),
        lastItem: task.checklist.length,
        recurrence: task.recurrence && JSON.stringify(task.recurrence),
        anchor: task.anchor,
        reminders: JSON.stringify(task.reminders),
        messageId: task.messageId ?? line.id,
        createdAt: room.now,
      })),
    )
    .execute()
  const tasks: Task[] = []
  for (const id of ids) tasks.push(await showTask(tx, room, id, 'task_created'))
  await keepDeeds(
    tx,
    room,
    tasks.map((task) => ({
      ...{ task, accountId: author.accountId, line },
      ...(follows ? { what: 'followed', due: follows.due } : { what: 'added', to: task.accountId }),
    })),
  )
  await setAlarms(tx, room, tasks)
  return tasks
}

export function dueColumns(due: Due): { dueOn: string | null; dueAt: Date | null } {
  return { dueOn: due.type === 'date' ? due.date : null, dueAt: due.type === 'time' ? new Date(due.at) : null }
}

/** What happens to a task. */
export type TaskHappening = Extract<Happening, { task: object }>['type']

/** Gives a changed task the next place in its locked room's order and tells everyone what it looks like now. */
export async function showTask(tx: Transaction, room: Locked, id: number, type: TaskHappening): Promise<Task> {
  await sql`update task set tick = ${nextTick(room)} where room_id = ${room.roomId} and id = ${id}`.execute(tx)
  const task = await readTask(tx, room.roomId, id)
  announce(tx, roomTopic(room.roomId), { event: 'task', data: task })
  await happened(tx, room, { tick: task.tick, happening: { type, task } })
  return task
}

/** Leaves no more than that there was one. */
export async function eraseTask(tx: Transaction, room: Locked, id: number): Promise<Task> {
  await sql`
    update task set body = '', checklist = '[]', recurrence = null, anchor = null, reminders = '[]', deleted_at = ${room.now}
    where room_id = ${room.roomId} and id = ${id}
  `.execute(tx)
  await dropDeeds(tx, room.roomId, id)
  const task = await showTask(tx, room, id, 'task_deleted')
  await setAlarms(tx, room, [task])
  return task
}
