import type { Task } from '@naniwa/contract'
import { sql } from 'kysely'
import { queue } from '../accounts/queue.ts'
import { queueMail } from '../accounts/queueMail.ts'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { accountTopic } from '../events/topics.ts'
import { periodically } from '../lib/periodic.ts'
import { lockAnyRoom, saveClock } from '../rooms/lock.ts'
import { type Alarm, setAlarms } from './alarm.ts'
import { addNext } from './next.ts'
import { readTask } from './read.ts'
import { type Locked, showTask } from './write.ts'

const BATCH = 200
const PERIOD_MS = 15_000

/**
 * Lets happen what is due, each once: an alarm is taken out in the transaction that has its effect, under its room's lock, so
 * that several processes may do this at the same time. What fails stays and is tried again the next time.
 */
export async function ringAlarms(app: App): Promise<void> {
  const now = app.clock.now()
  let last: Alarm = { roomId: 0, taskId: 0, kind: 'next', place: 0, at: new Date(0) }
  for (;;) {
    const { rows } = await sql<Alarm>`
      select room_id, task_id, kind, place, at from task_alarm
      where at <= ${now} and (at, room_id, task_id, kind, place) > (${last.at}, ${last.roomId}, ${last.taskId}, ${last.kind}, ${last.place})
      order by at, room_id, task_id, kind, place limit ${BATCH}
    `.execute(app.db)
    for (const alarm of rows) {
      const { roomId, taskId } = alarm
      await ring(app, alarm).catch((err) => app.log.error({ err, roomId, taskId }, 'an alarm will be tried again'))
    }
    if (rows.length < BATCH) return
    last = rows.at(-1) as Alarm
  }
}

/** Looks every 15 seconds. Answers with the way to stop, which resolves when nothing is under way. */
export function watchAlarms(app: App): () => Promise<void> {
  return periodically(
    PERIOD_MS,
    () => ringAlarms(app),
    (err) => app.log.warn({ err }, 'alarms cannot be read'),
  )
}

async function ring(app: App, alarm: Alarm): Promise<void> {
  await transact(app, async (tx) => {
    const room = await lockAnyRoom(tx, alarm.roomId, app.clock.now())
    const isThere = await takeOut(tx, alarm)
    if (!room || !isThere) return
    const task = await readTask(tx, alarm.roomId, alarm.taskId)
    if (task.deleted || !(await isMember(tx, task.roomId, task.accountId))) return
    if (alarm.kind === 'next') await goOn(tx, room, task)
    else if (task.status === 'open') await remind(app, tx, task, alarm)
  })
}

/** False: it has happened, or was moved, meanwhile. */
async function takeOut(tx: Transaction, { roomId, taskId, kind, place, at }: Alarm): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from task_alarm
    where room_id = ${roomId} and task_id = ${taskId} and kind = ${kind} and place = ${place} and at = ${at}
  `.execute(tx)
  return numAffectedRows === 1n
}

async function isMember(tx: Transaction, roomId: number, accountId: number): Promise<boolean> {
  const { rows } = await sql`
    select from member where room_id = ${roomId} and account_id = ${accountId} and role is not null
  `.execute(tx)
  return rows.length > 0
}

async function remind(app: App, tx: Transaction, task: Task, { place }: Alarm): Promise<void> {
  const reminder = task.reminders[place]
  if (!reminder) return
  const { roomId, id: taskId, accountId } = task
  const { before } = reminder
  await queueMail(app, tx, accountId, { kind: 'taskReminder', accountId, roomId, taskId, before })
  await queue(app, tx, accountId, 'reminded', { roomId, taskId, before })
  announce(tx, accountTopic(accountId), { event: 'reminder', data: { before, task } })
}

/** Its day has come: the series goes on in the next one, in the name of whoever asked, if they are still there. */
async function goOn(tx: Transaction, room: Locked, task: Task): Promise<void> {
  await sql`
    update task set recurrence = null, anchor = null where room_id = ${task.roomId} and id = ${task.id}
  `.execute(tx)
  const before = await showTask(tx, room, task.id, 'task_updated')
  const isThere = await isMember(tx, task.roomId, task.assignedBy)
  const accountId = isThere ? task.assignedBy : task.accountId
  await addNext(tx, room, { accountId, presence: 'absent' }, task)
  await setAlarms(tx, room, [before])
  await saveClock(tx, room)
}
