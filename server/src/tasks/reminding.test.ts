import { api, type Reminder, type Task } from '@naniwa/contract'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { outcome, scene } from '../testing/scene.ts'
import { ask, team } from '../testing/tasks.ts'
import { ringAlarms } from './ring.ts'

const stage = scene()

const hour: Reminder = { before: 60, workdays: false }
const dayBefore: Reminder = { before: 1_440, workdays: true }
const dayAfter: Reminder = { before: -1_440, workdays: false }

/** Monday morning; of what was before, nothing is to come. */
beforeEach(async () => {
  const { app } = stage.server
  await app.drain()
  await app.db.deleteFrom('taskAlarm').execute()
  await app.db.updateTable('task').set({ reminders: '[]' }).execute()
  app.clock.set(new Date('2026-11-30T00:00:00Z'))
  app.mails.length = 0
})

/** Time goes on, what is due happens, and so do its consequences. */
async function at(iso: string): Promise<void> {
  const { app } = stage.server
  await app.drain()
  app.clock.set(new Date(iso))
  await ringAlarms(app)
  await app.drain()
}

function subjects(): string[] {
  return stage.server.app.mails.map(({ to, subject }) => `${to}: ${subject}`)
}

async function toasts(client: TestClient): Promise<[string, number][]> {
  await client.call(api.accounts.me, {})
  return client.heard('reminder').map(({ task, before }) => [task.body, before])
}

const due = { type: 'date', date: '2026-12-01' } as const

test('a reminder is given at its time, once, to who is to do it: by mail and on every device', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const phone = await stage.enter('ben')
  const body = '[info]原材料表示の最終確認[/info]'
  await ask(aiko, roomId, { accountIds: [ben.person.accountId], body, due, reminders: [hour, dayAfter] })
  await at('2026-12-01T07:59:59Z')
  expect(subjects()).toEqual([])
  await at('2026-12-01T08:00:00Z')
  await at('2026-12-01T08:00:30Z')
  expect(subjects()).toEqual(['ben@example.com: もうすぐ期限のタスク：原材料表示の最終確認'])
  for (const device of [ben, phone]) expect(await toasts(device)).toEqual([[body, 60]])
  expect(await toasts(aiko)).toEqual([])
  await at('2026-12-02T09:00:00Z')
  expect(subjects()[1]).toBe('ben@example.com: 期限を過ぎたタスク：原材料表示の最終確認')
})

test('several servers that look at the same time give a reminder once', async () => {
  const { ben, roomId } = await team(stage)
  const { app } = stage.server
  await ask(ben, roomId, { due, reminders: [hour] })
  app.clock.set(new Date('2026-12-01T08:00:00Z'))
  await Promise.all([ringAlarms(app), ringAlarms(app), ringAlarms(app)])
  await app.drain()
  expect(subjects()).toHaveLength(1)
  expect(await toasts(ben)).toHaveLength(1)
})

test('the mail says what, until when and where, in the language and by the clock of who is to do it', async () => {
  const { ben, roomId } = await team(stage)
  const { url } = stage.server.app.config
  const timed = { type: 'time', at: Date.parse('2026-12-01T08:00:00Z') } as const
  const { messageId } = await ask(ben, roomId, { body: '見積もりに返事', due: timed, reminders: [hour] })
  await at('2026-12-01T07:00:00Z')
  expect(stage.server.app.mails[0]?.text).toBe(
    `見積もりに返事\n\n期限：12月1日(火) 17:00\nルーム：企画 Planning\n\n${url}/rooms/${roomId}/${messageId}\n\n-- \nNaniwa\n${url}\n`,
  )
  await ben.call(api.accounts.updateSettings, { language: 'en', timeZone: 'Europe/Berlin' })
  await ask(ben, ben.person.roomId, { body: 'Confirm the label', due, reminders: [hour] })
  await at('2026-12-01T16:00:00Z')
  const { subject, text } = stage.server.app.mails[1] ?? {}
  expect(subject).toBe('Due soon: Confirm the label')
  expect(text).toMatch(/^Confirm the label\n\nDue: Tue,? 1 December\n\nhttp/)
  await ben.call(api.accounts.updateSettings, { language: 'ja', timeZone: 'Asia/Tokyo' })
})

test('nobody is reminded of what is done, deleted, given to somebody else or in a room they left', async () => {
  const { aiko, ben, chie, roomId } = await team(stage)
  const make = (body: string) => ask(ben, roomId, { body, due, reminders: [hour] })
  const [done, deleted, given] = [await make('済'), await make('消'), await make('渡')] as [Task, Task, Task]
  await ben.call(api.tasks.setStatus, { roomId, id: done.id, status: 'done' })
  await ben.call(api.tasks.delete, { roomId, id: deleted.id })
  await ben.call(api.tasks.edit, { roomId, id: given.id, accountId: chie.person.accountId })
  await ask(aiko, roomId, { body: '部屋ごと', due, reminders: [hour] })
  await at('2026-12-01T08:00:00Z')
  expect(subjects().sort()).toEqual([
    'aiko@example.com: もうすぐ期限のタスク：部屋ごと',
    'chie@example.com: もうすぐ期限のタスク：渡',
  ])
})

test('nobody is reminded of a room that is gone, or that they were taken out of a moment ago', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const { app } = stage.server
  await ask(ben, roomId, { due, reminders: [hour] })
  await aiko.call(api.members.remove, { roomId, accountId: ben.person.accountId })
  app.clock.set(new Date('2026-12-01T08:00:00Z'))
  await ringAlarms(app)
  await ask(aiko, roomId, { due: { type: 'date', date: '2026-12-02' }, reminders: [hour] })
  await aiko.call(api.rooms.delete, { roomId })
  await at('2026-12-02T08:00:00Z')
  expect(subjects()).toEqual([])
  expect(await app.db.selectFrom('taskAlarm').where('roomId', '=', roomId).selectAll().execute()).toEqual([])
})

test('who wants no mails of reminders is told on the page alone', async () => {
  const { ben, roomId } = await team(stage)
  await ben.call(api.accounts.updateSettings, { mailReminders: false })
  await ask(ben, roomId, { due, reminders: [hour] })
  await at('2026-12-01T08:00:00Z')
  expect([subjects(), (await toasts(ben)).length]).toEqual([[], 1])
  await ben.call(api.accounts.updateSettings, { mailReminders: true })
})

test('what was done between the reminder and its mail is not mailed', async () => {
  const { ben, roomId } = await team(stage)
  const { app } = stage.server
  const { id } = await ask(ben, roomId, { due, reminders: [hour] })
  app.clock.set(new Date('2026-12-01T08:00:00Z'))
  await ringAlarms(app)
  await ben.call(api.tasks.setStatus, { roomId, id, status: 'done' })
  await app.drain()
  expect(subjects()).toEqual([])
})

test('opened again, a task reminds of what is still to come and of nothing that is over', async () => {
  const { ben, roomId } = await team(stage)
  const { id } = await ask(ben, roomId, { due, reminders: [dayBefore, hour] })
  await ben.call(api.tasks.setStatus, { roomId, id, status: 'done' })
  await at('2026-12-01T00:00:00Z')
  await ben.call(api.tasks.setStatus, { roomId, id, status: 'open' })
  await at('2026-12-01T12:00:00Z')
  expect(subjects()).toHaveLength(1)
})

test('a due day that is moved takes its reminders along', async () => {
  const { ben, roomId } = await team(stage)
  const { id } = await ask(ben, roomId, { due, reminders: [hour] })
  await at('2026-12-01T08:00:00Z')
  await ben.call(api.tasks.edit, { roomId, id, due: { type: 'date', date: '2026-12-03' } })
  await at('2026-12-03T07:59:00Z')
  expect(subjects()).toHaveLength(1)
  await at('2026-12-03T08:00:00Z')
  expect(subjects()).toHaveLength(2)
})

test('what many edits leave as it is reminds once', async () => {
  const { ben, roomId } = await team(stage)
  const { id } = await ask(ben, roomId, { due, reminders: [hour, dayAfter] })
  await at('2026-12-01T08:30:00Z')
  for (const body of ['一', '二', '三']) await ben.call(api.tasks.edit, { roomId, id, body })
  await at('2026-12-01T09:00:00Z')
  expect(subjects()).toHaveLength(1)
})

test('holidays are kept clear of reminders that ask for it', async () => {
  const { ben, roomId } = await team(stage)
  // The fourth of January is a Monday, the first a holiday.
  await ask(ben, roomId, { body: '年始', due: { type: 'date', date: '2027-01-04' }, reminders: [dayBefore] })
  await at('2026-12-31T08:59:00Z')
  expect(subjects()).toEqual([])
  await at('2026-12-31T09:00:00Z')
  expect(subjects()).toHaveLength(1)
})

test('whoever moves to another time zone is reminded by the clock there', async () => {
  const { ben, roomId } = await team(stage)
  await ask(ben, roomId, { due, reminders: [hour] })
  await ben.call(api.accounts.updateSettings, { timeZone: 'Asia/Ho_Chi_Minh' })
  await at('2026-12-01T08:00:00Z')
  expect(subjects()).toEqual([])
  await at('2026-12-01T10:00:00Z')
  expect(subjects()).toHaveLength(1)
  await ben.call(api.accounts.updateSettings, { timeZone: 'Asia/Tokyo' })
})

test('a time zone that is none is refused', async () => {
  const { ben } = await team(stage)
  for (const timeZone of ['Osaka', '', 'Asia/Tokyo\0', 'x'.repeat(99)]) {
    expect(await outcome(ben.call(api.accounts.updateSettings, { timeZone }))).toBe('invalid_input')
  }
})

test('an alarm that fails holds up no other and is tried again', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const { db } = stage.server.app
  await ask(ben, roomId, { due, reminders: [hour] })
  await ask(aiko, roomId, { due, reminders: [hour] })
  await sql`alter table account_outbox add constraint broken check (account_id <> ${sql.lit(ben.person.accountId)})`.execute(
    db,
  )
  await at('2026-12-01T08:00:00Z')
  expect(subjects()).toEqual(['aiko@example.com: もうすぐ期限のタスク：箱の見本を頼む'])
  await sql`alter table account_outbox drop constraint broken`.execute(db)
  await at('2026-12-01T08:01:00Z')
  await at('2026-12-01T08:02:00Z')
  expect(subjects().slice(1)).toEqual(['ben@example.com: もうすぐ期限のタスク：箱の見本を頼む'])
})
