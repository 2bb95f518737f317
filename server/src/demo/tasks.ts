import { type Due, dayFrom, replyTag, type Task } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { newMessageId } from '../lib/ids.ts'
import { writeMessages } from '../messages/write.ts'
import { check } from '../tasks/check.ts'
import { create } from '../tasks/create.ts'
import { setStatus } from '../tasks/setStatus.ts'
import { playerOf } from './build-rooms.ts'
import { type Calendar, HOUR, startOf, weekday } from './calendar.ts'
import { actorOf, type Company } from './cast.ts'
import type { Player } from './perform.ts'
import { type TaskPlan, type TaskTime, tasks } from './task-list.ts'
import type { Happening } from './write.ts'

interface Stage {
  readonly roomId: number
  readonly company: Company
  readonly calendar: Calendar
}

/** What people of a room ask each other to do, and do, in order. */
export function taskHappenings(key: string, stage: Stage): Happening[] {
  const happenings = tasks.filter(({ room }) => room === key).flatMap((plan) => happeningsOf(plan, stage))
  return happenings.sort((a, b) => a.at - b.at)
}

function happeningsOf(plan: TaskPlan, stage: Stage): Happening[] {
  let made: Task | undefined
  const { calendar } = stage
  const asked = {
    at: timeOf(plan.asked, calendar),
    happen: async (app: App) => {
      made = await ask(app, plan, stage)
    },
  }
  const actor = actorOf(playerOf(stage.company, plan.of.split(' ')[0] as string))
  const ticked = (plan.ticked ?? []).map(([time, itemId]) => ({
    at: timeOf(time, calendar),
    happen: async (app: App) => void (await check(app, actor, { ...placeOf(made), itemId, done: true })),
  }))
  const done = (plan.done ?? []).map((time) => ({
    at: timeOf(time, calendar),
    happen: async (app: App) => {
      await setStatus(app, actor, { ...placeOf(made), status: 'done' })
      made = plan.every ? await nextOf(app, stage.roomId, plan.body) : made
    },
  }))
  const said = (plan.said ?? []).map(([time, by, words]) => ({
    at: timeOf(time, calendar),
    happen: (app: App) => comment(app, playerOf(stage.company, by), placeOf(made), words),
  }))
  return [asked, ...done, ...ticked, ...said]
}

/** Answers the message that tells of a task. */
async function comment(
  app: App,
  by: Player,
  { roomId, id }: Pick<Task, 'roomId' | 'id'>,
  words: string,
): Promise<void> {
  const { rows } = await sql<{ accountId: number; messageId: string; name: string }>`
    select m.account_id, m.id::text as message_id, a.name from task t
    join message m on m.room_id = t.room_id and m.id = t.message_id
    join member a on a.room_id = m.room_id and a.account_id = m.account_id
    where t.room_id = ${roomId} and t.id = ${id}
  `.execute(app.db)
  const [to] = rows
  if (!to) throw new RangeError('nothing tells of it')
  const body = replyTag({ ...to, roomId }) + words
  const sending = { roomId, id: newMessageId(app.clock), accountId: by.accountId, body, selfUnread: false }
  await transact(app, (tx) => writeMessages(tx, [sending], app.clock.now()))
}

function placeOf(task: Task | undefined): { roomId: number; id: number } {
  if (!task) throw new RangeError('it was never asked for')
  return { roomId: task.roomId, id: task.id }
}

async function ask(app: App, plan: TaskPlan, { roomId, company, calendar }: Stage): Promise<Task | undefined> {
  const by = playerOf(company, plan.by)
  const messageId = plan.from && (await findMessage(app, roomId, by.accountId, plan.from))
  const made = await create(app, actorOf(by), {
    roomId,
    accountIds: plan.of.split(' ').map((key) => playerOf(company, key).accountId),
    body: plan.body,
    due: dueOf(plan.due, calendar),
    priority: plan.priority ?? 'normal',
    checklist: (plan.checklist ?? []).map((text) => ({ text, done: false })),
    reminders: (plan.reminders ?? []).map((before) => ({ before, workdays: false })),
    recurrence: plan.every ? { every: plan.every, interval: 1, weekdays: [], next: 'done', workdays: false } : null,
    messageId: messageId || undefined,
  })
  return made.tasks[0]
}

/** The last thing somebody said about something. */
async function findMessage(app: App, roomId: number, accountId: number, words: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id::text as id from message
    where room_id = ${roomId} and account_id = ${accountId} and kind = 'message' and strpos(body, ${words}) > 0
    order by number desc limit 1
  `.execute(app.db)
  return rows[0]?.id
}

async function nextOf(app: App, roomId: number, body: string): Promise<Task> {
  const { rows } = await sql<Task>`
    select room_id, id from task where room_id = ${roomId} and body = ${body} and status = 'open' and deleted_at is null
  `.execute(app.db)
  return rows[0] as Task
}

function timeOf(time: TaskTime, calendar: Calendar): number {
  const [days, hour] = time
  const day = time[2] === 'sundays' ? sunday(calendar) + days : calendar.workingDay(calendar.lastDay, days)
  return startOf(day) + hour * HOUR
}

/** The coming one, which may be today. */
function sunday({ lastDay }: Calendar): number {
  return lastDay + ((7 - weekday(lastDay)) % 7)
}

/** What is due today is so at an hour that is still to come, or tomorrow when the day is nearly over. */
function dueOf(due: TaskPlan['due'], calendar: Calendar): Due {
  if (due === 'never') return { type: 'none' }
  if (typeof due === 'number') return { type: 'date', date: dayFrom(calendar.workingDay(calendar.lastDay, due)) }
  if (due === 'soon' || due === 'sooner') {
    const hour = (calendar.end - startOf(calendar.lastDay)) / HOUR
    const [soon, sooner] = hour < 15 ? [17, 16] : hour < 17 ? [19, 18] : [36, 34]
    return { type: 'time', at: startOf(calendar.lastDay) + (due === 'soon' ? soon : sooner) * HOUR }
  }
  return { type: 'time', at: timeOf(due, calendar) }
}

/** Of what was to be reminded of in the past, nobody is to hear today. */
export async function forgetPastAlarms(app: App): Promise<void> {
  await app.db.deleteFrom('taskAlarm').where('at', '<=', app.clock.now()).execute()
}
