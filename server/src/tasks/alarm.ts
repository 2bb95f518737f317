import { dueDay, instantOf, reminderTime, type Task } from '@naniwa/contract'
import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Transaction } from '../db/transaction.ts'
import { readZones } from './read.ts'
import type { Locked } from './write.ts'

/** A statement takes 65,535 parameters. */
const BATCH = 1_000

export interface Alarm {
  readonly roomId: number
  readonly taskId: number
  readonly kind: 'reminder' | 'next'
  /** Which of the task's reminders. */
  readonly place: number
  readonly at: Date
}

/** Writes anew what is to happen with tasks of a locked room, by their assignees' time. A reminder for a time that is over is none. */
export async function setAlarms(
  tx: Transaction,
  room: Pick<Locked, 'roomId' | 'tick' | 'now'>,
  tasks: readonly Task[],
): Promise<void> {
  const zones = await readZones(
    tx,
    tasks.map(({ accountId }) => accountId),
  )
  const ids = tasks.map(({ id }) => id)
  await sql`delete from task_alarm where room_id = ${room.roomId} and task_id = any(${idArray(ids)})`.execute(tx)
  const alarms = tasks.flatMap((task) => alarmsOf(task, zones.get(task.accountId) ?? 'UTC', room.now))
  for (let from = 0; from < alarms.length; from += BATCH) {
    const rows = alarms.slice(from, from + BATCH).map((alarm) => ({ ...alarm, tick: room.tick }))
    await tx.insertInto('taskAlarm').values(rows).execute()
  }
}

function alarmsOf(task: Task, timeZone: string, now: Date): Alarm[] {
  const alarms: Alarm[] = []
  const add = (kind: Alarm['kind'], place: number, at: number) =>
    alarms.push({ roomId: task.roomId, taskId: task.id, kind, place, at: new Date(at) })
  if (task.deleted) return []
  if (task.status === 'open') {
    for (const [place, reminder] of task.reminders.entries()) {
      const at = reminderTime(task.due, reminder, timeZone)
      if (at !== null && at > now.getTime()) add('reminder', place, at)
    }
  }
  const day = task.recurrence?.next === 'due' ? dueDay(task.due, timeZone) : null
  if (day !== null) add('next', 0, instantOf({ day, clock: 0 }, timeZone))
  return alarms
}
