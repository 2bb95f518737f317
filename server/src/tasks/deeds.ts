import type { Message, Task, TaskDeed } from '@naniwa/contract'
import { sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'
import type { Queries, Transaction } from '../db/transaction.ts'
import type { LockedRoom } from '../rooms/lock.ts'

/** Most of a series' past that its next task takes on. */
const HANDED_ON = 50

/** What somebody has just done with a task, which has its new clock already. */
export interface Deed extends Pick<TaskDeed, 'what' | 'accountId'> {
  readonly task: Task
  readonly changes?: TaskDeed['changes']
  readonly to?: number
  readonly due?: Task['due']
  /** The message that told of it. */
  readonly line: Pick<Message, 'id'> | undefined
}

export async function keepDeeds(tx: Transaction, { now }: Pick<LockedRoom, 'now'>, deeds: readonly Deed[]) {
  const rows = deeds.map(({ task, what, accountId, changes = [], to = null, due, line }) => ({
    roomId: task.roomId,
    taskId: task.id,
    tick: task.tick,
    ...{ what, accountId, changes },
    toAccountId: to,
    due: due ? JSON.stringify(due) : null,
    messageId: line?.id ?? null,
    doneAt: now,
  }))
  await tx.insertInto('taskDeed').values(rows).execute()
}

/** The next one of a series tells what became of those before it, the latest of them. */
export async function handOnDeeds(tx: Transaction, from: Task, to: Task): Promise<void> {
  await sql`
    insert into task_deed (room_id, task_id, tick, account_id, what, to_account_id, due, message_id, done_at)
    select room_id, ${to.id}, tick, account_id, what, to_account_id, due, message_id, done_at from task_deed
    where room_id = ${from.roomId} and task_id = ${from.id} and what in ('added', 'followed')
    order by tick desc limit ${HANDED_ON}
  `.execute(tx)
}

/** What was done with a task, the first first. */
export async function readDeeds(db: Queries, roomId: number, taskId: number): Promise<TaskDeed[]> {
  const { rows } = await sql<TaskDeed>`
    select tick, ${milliseconds('d.done_at')} as at, account_id, what, changes, to_account_id as to, due, message_id::text as message_id
    from task_deed d where room_id = ${roomId} and task_id = ${taskId} order by tick
  `.execute(db)
  return rows
}

export async function dropDeeds(tx: Transaction, roomId: number, taskId: number): Promise<void> {
  await sql`delete from task_deed where room_id = ${roomId} and task_id = ${taskId}`.execute(tx)
}
