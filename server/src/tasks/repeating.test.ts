import { api, type Recurrence, type Task } from '@naniwa/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { collide } from '../testing/collide.ts'
import { outcome, scene } from '../testing/scene.ts'
import { ask, systemLines, team } from '../testing/tasks.ts'
import { ringAlarms } from './ring.ts'

const stage = scene()
const DAY_MS = 86_400_000

function every(unit: Recurrence['every'], more: Partial<Recurrence> = {}): Recurrence {
  return { every: unit, interval: 1, weekdays: [], next: 'done', workdays: false, ...more }
}

async function openTasks(client: TestClient, roomId: number): Promise<Task[]> {
  return (await client.call(api.tasks.list, { roomId })).tasks
}

const onDay = (date: string) => ({ type: 'date', date }) as const

/** Time goes on to a moment, and what is due in it happens. */
async function at(iso: string): Promise<void> {
  stage.server.app.clock.set(new Date(iso))
  await ringAlarms(stage.server.app)
}

test('a task that repeats is due some day', async () => {
  const { ben, roomId } = await team(stage)
  expect(await outcome(ask(ben, roomId, { recurrence: every('week') }))).toBe('invalid_input')
  const { id } = await ask(ben, roomId, { recurrence: every('week'), due: onDay('2026-11-29') })
  const place = { roomId, id }
  expect(await outcome(ben.call(api.tasks.edit, { ...place, due: { type: 'none' } }))).toBe('invalid_input')
  expect(await outcome(ben.call(api.tasks.edit, { ...place, due: { type: 'none' }, recurrence: null }))).toBe('done')
})

test('done, the next is made: the same for the same person, unticked, on the next day of the series', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const asked = await ask(aiko, roomId, {
    accountIds: [ben.person.accountId],
    body: '週次の販売速報を送る',
    due: onDay('2026-11-29'),
    priority: 'high',
    checklist: [{ text: '店舗別の数字', done: true }],
    recurrence: every('week', { weekdays: [0] }),
    reminders: [{ before: 60, workdays: false }],
  })
  const done = await ben.call(api.tasks.setStatus, { roomId, id: asked.id, status: 'done' })
  expect(done).toMatchObject({ status: 'done', recurrence: null, anchor: null })
  const [next, ...more] = await openTasks(aiko, roomId)
  expect(more).toEqual([])
  const { tick: _, id: __, messageId: ___, ...kept } = asked
  expect(next).toMatchObject({
    ...kept,
    due: onDay('2026-12-06'),
    checklist: [{ id: 1, text: '店舗別の数字', done: false }],
    anchor: '2026-11-29',
  })
  expect((await systemLines(aiko, roomId)).slice(-2).map((line) => line.slice(0, 40))).toEqual([
    '[info][title][dtext:task_done][/title][t',
    '[info][title][dtext:task_added][/title][',
  ])
  await Promise.all([ben.level(), aiko.level()])
  expect(ben.room(roomId).mine.tasks).toEqual([next?.id])
})

test('opened again and done again, it makes no second next', async () => {
  const { ben, roomId } = await team(stage)
  const { id } = await ask(ben, roomId, { due: onDay('2026-11-29'), recurrence: every('week') })
  for (const status of ['done', 'open', 'done'] as const) await ben.call(api.tasks.setStatus, { roomId, id, status })
  expect(await openTasks(ben, roomId)).toHaveLength(1)
})

test('two people who complete it at the same time make one next', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const { app } = stage.server
  const asking = { accountIds: [ben.person.accountId], due: onDay('2026-11-29'), recurrence: every('day') }
  const { id } = await ask(aiko, roomId, asking)
  const complete = (client: TestClient) => () => client.call(api.tasks.setStatus, { roomId, id, status: 'done' })
  const lock = (tx: Parameters<Parameters<typeof collide>[1]>[0]) =>
    sql`select from room where id = ${roomId} for update`.execute(tx)
  const [one, other] = await collide(app, lock, [complete(aiko), complete(ben)])
  expect([one?.status, other?.status]).toEqual(['fulfilled', 'fulfilled'])
  expect(await openTasks(aiko, roomId)).toHaveLength(1)
  const told = (await systemLines(aiko, roomId)).filter((line) => /task_(done|added)/.test(line))
  expect(told).toHaveLength(3)
})

test('a message it was made from is what the next was made from too', async () => {
  const { ben, roomId } = await team(stage)
  const { messages } = await ben.call(api.messages.list, { roomId })
  const { id: messageId } = await ben.call(api.messages.send, {
    roomId,
    id: '4611686018427387904',
    body: '毎週頼みます',
  })
  const asking = { due: onDay('2026-11-29'), recurrence: every('week') }
  const from = await ask(ben, roomId, { ...asking, messageId })
  await ben.call(api.tasks.setStatus, { roomId, id: from.id, status: 'done' })
  expect((await openTasks(ben, roomId))[0]?.messageId).toBe(messageId)
  const told = await ask(ben, roomId, asking)
  await ben.call(api.tasks.setStatus, { roomId, id: told.id, status: 'done' })
  expect((await openTasks(ben, roomId)).map((task) => task.messageId)).not.toContain(told.messageId)
  expect(messages).toHaveLength(1)
})

test('the 31st stays the 31st over short months and holidays', async () => {
  const { ben, roomId } = await team(stage)
  await ask(ben, roomId, { due: onDay('2026-12-31'), recurrence: every('month', { workdays: true }) })
  const seen: unknown[] = []
  for (let round = 0; round < 4; round++) {
    const [task] = await openTasks(ben, roomId)
    seen.push(task?.due)
    await ben.call(api.tasks.setStatus, { roomId, id: task?.id as number, status: 'done' })
  }
  expect(seen).toEqual(['2026-12-31', '2027-01-29', '2027-02-26', '2027-03-31'].map(onDay))
})

test('a new day or a new rule begins the series anew, other changes do not', async () => {
  const { ben, roomId } = await team(stage)
  const { id, anchor } = await ask(ben, roomId, { due: onDay('2026-12-31'), recurrence: every('month') })
  const place = { roomId, id }
  expect(anchor).toBe('2026-12-31')
  expect(await ben.call(api.tasks.edit, { ...place, body: '別の言い方' })).toMatchObject({ anchor: '2026-12-31' })
  expect(await ben.call(api.tasks.edit, { ...place, due: onDay('2026-12-30') })).toMatchObject({ anchor: '2026-12-30' })
  expect(await ben.call(api.tasks.edit, { ...place, recurrence: null })).toMatchObject({
    anchor: null,
    recurrence: null,
  })
})

test('a series ends with the task that is deleted', async () => {
  const { ben, roomId } = await team(stage)
  const asking = { due: onDay('2026-11-25'), recurrence: every('day', { next: 'due' }) }
  const { id } = await ask(ben, roomId, asking)
  await ben.call(api.tasks.delete, { roomId, id })
  await at('2026-11-26T00:00:00Z')
  expect(await openTasks(ben, roomId)).toEqual([])
})

test('when its day has come the next is made, done or not, once, unread also for who asked', async () => {
  await at('2026-11-26T01:00:00Z')
  const { aiko, ben, roomId } = await team(stage)
  const asking = {
    accountIds: [ben.person.accountId],
    due: onDay('2026-11-30'),
    recurrence: every('week', { next: 'due' }),
  }
  const first = await ask(aiko, roomId, asking)
  const second = await ask(aiko, roomId, { ...asking, body: 'もう済んだ' })
  await ben.call(api.tasks.setStatus, { roomId, id: second.id, status: 'done' })
  const { lastNumber } = (await aiko.call(api.rooms.get, { roomIds: [roomId] })).rooms[0] ?? { lastNumber: 0 }
  await aiko.call(api.messages.read, { roomId, number: lastNumber })
  await at('2026-11-29T14:59:59Z')
  expect(await openTasks(aiko, roomId)).toHaveLength(1)
  await at('2026-11-29T15:00:00Z')
  await at('2026-11-29T15:00:01Z')
  const dues = (await openTasks(aiko, roomId)).map(({ body, due }) => [body, due])
  expect(dues).toEqual([
    [first.body, onDay('2026-11-30')],
    [first.body, onDay('2026-12-07')],
    ['もう済んだ', onDay('2026-12-07')],
  ])
  await aiko.level()
  expect(aiko.room(roomId).mine.readNumber).toBe(lastNumber)
  expect(aiko.room(roomId).lastNumber).toBe(lastNumber + 2)
})

test('a server that was away makes the next one, not all that were missed', async () => {
  await at('2026-12-01T01:00:00Z')
  const { ben, roomId } = await team(stage)
  await ask(ben, roomId, { due: onDay('2026-12-02'), recurrence: every('day', { next: 'due' }) })
  await at('2026-12-20T01:00:00Z')
  const days = async () => (await openTasks(ben, roomId)).map(({ due }) => (due.type === 'date' ? due.date : due))
  expect(await days()).toEqual(['2026-12-02', '2026-12-20'])
  await ringAlarms(stage.server.app)
  expect(await days()).toEqual(['2026-12-02', '2026-12-20', '2026-12-21'])
})

test('several servers that look at the same time make one next', async () => {
  await at('2026-12-21T01:00:00Z')
  const { ben, roomId } = await team(stage)
  await ask(ben, roomId, { due: onDay('2026-12-24'), recurrence: every('year', { next: 'due' }) })
  const { app } = stage.server
  app.clock.advance(4 * DAY_MS)
  await Promise.all([ringAlarms(app), ringAlarms(app), ringAlarms(app)])
  expect(await openTasks(ben, roomId)).toHaveLength(2)
})

test('in the name of whoever asked, or when they are gone of whoever is to do it', async () => {
  await at('2026-12-26T01:00:00Z')
  const { aiko, ben, roomId } = await team(stage)
  const asking = { accountIds: [aiko.person.accountId], recurrence: every('day', { next: 'due' }) }
  await ask(ben, roomId, { ...asking, due: onDay('2026-12-27') })
  await at('2026-12-27T01:00:00Z')
  const author = async () => (await aiko.call(api.messages.list, { roomId })).messages.at(-1)?.accountId
  expect(await author()).toBe(ben.person.accountId)
  await ben.call(api.rooms.leave, { roomId })
  await at('2026-12-28T01:00:00Z')
  expect(await author()).toBe(aiko.person.accountId)
})
