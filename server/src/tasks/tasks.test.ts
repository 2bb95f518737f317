import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { makeGroup, outcome, say, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'
import { ask, systemLines, team } from '../testing/tasks.ts'

const stage = scene()

testWhoMayNot(stage, [
  attempt(
    api.tasks.create,
    ({ roomId, people }) => ({ roomId, accountIds: [people.aiko.accountId], body: '見積もり' }),
    { readonly: 'forbidden', member: 'done', admin: 'done' },
  ),
  attempt(api.tasks.edit, ({ roomId, task }) => ({ roomId, id: task.id, body: '直した' }), {
    readonly: 'forbidden',
    member: 'done',
    admin: 'done',
  }),
  attempt(api.tasks.setStatus, ({ roomId, task }) => ({ roomId, id: task.id, status: 'done' as const }), {
    readonly: 'forbidden',
    member: 'done',
    admin: 'done',
  }),
  attempt(api.tasks.check, ({ roomId, task }) => ({ roomId, id: task.id, itemId: 1, done: true }), {
    readonly: 'forbidden',
    member: 'done',
    admin: 'done',
  }),
  attempt(api.tasks.delete, ({ roomId, task }) => ({ roomId, id: task.id }), {
    readonly: 'forbidden',
    member: 'done',
    admin: 'done',
  }),
  attempt(api.tasks.get, ({ roomId, task }) => ({ roomId, id: task.id }), {
    readonly: 'done',
    member: 'done',
    admin: 'done',
  }),
  attempt(api.tasks.list, ({ roomId }) => ({ roomId }), { readonly: 'done', member: 'done', admin: 'done' }),
])

test('a member who neither asked nor was asked changes nothing, an admin of the group may', async () => {
  const { aiko, ben, chie, roomId } = await team(stage)
  const { id } = await ask(ben, roomId)
  expect(await outcome(chie.call(api.tasks.edit, { roomId, id, body: '横取り' }))).toBe('forbidden')
  expect(await outcome(chie.call(api.tasks.setStatus, { roomId, id, status: 'done' }))).toBe('forbidden')
  expect(await outcome(chie.call(api.tasks.delete, { roomId, id }))).toBe('forbidden')
  expect(await outcome(aiko.call(api.tasks.setStatus, { roomId, id, status: 'done' }))).toBe('done')
})

test('an assignee who may only read now changes nothing any more', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const { id } = await ask(ben, roomId)
  await aiko.call(api.members.setRole, { roomId, accountId: ben.person.accountId, role: 'readonly' })
  expect(await outcome(ben.call(api.tasks.setStatus, { roomId, id, status: 'done' }))).toBe('forbidden')
  expect(await outcome(ben.call(api.tasks.check, { roomId, id, itemId: 1, done: true }))).toBe('forbidden')
})

test('only people of the room can be asked, when it is made and when it is given on', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const { people } = stage
  for (const stranger of [people.dai.accountId, people.bot.accountId, 7]) {
    const accountIds = [people.ben.accountId, stranger]
    expect(await outcome(ben.call(api.tasks.create, { roomId, accountIds, body: 'x' }))).toBe('not_found')
  }
  await aiko.call(api.members.remove, { roomId, accountId: people.chie.accountId })
  const { id } = await ask(ben, roomId)
  const given = { roomId, id, accountId: people.chie.accountId }
  expect(await outcome(ben.call(api.tasks.edit, given))).toBe('not_found')
})

test('a day that no calendar has, or one far from our time, is refused', async () => {
  const { ben, roomId } = await team(stage)
  for (const date of ['2026-02-29', '2026-1-1', '1999-12-31', '3000-01-01', '0000-01-01']) {
    expect(await outcome(ask(ben, roomId, { due: { type: 'date', date } }))).toBe('invalid_input')
  }
  for (const at of [0, -1, Number.MAX_SAFE_INTEGER, 8.64e15]) {
    expect(await outcome(ask(ben, roomId, { due: { type: 'time', at } }))).toBe('invalid_input')
  }
  expect(await outcome(ask(ben, roomId, { due: { type: 'date', date: '2999-12-31' } }))).toBe('done')
})

test('a task cannot be reached through another room, by its id alone', async () => {
  const { ben, roomId } = await team(stage)
  const { id } = await ask(ben, roomId)
  const there = await makeGroup(ben)
  const place = { roomId: there.id, id }
  expect(await outcome(ben.call(api.tasks.get, place))).toBe('not_found')
  expect(await outcome(ben.call(api.tasks.edit, { ...place, body: 'x' }))).toBe('not_found')
  expect(await outcome(ben.call(api.tasks.setStatus, { ...place, status: 'done' }))).toBe('not_found')
  expect(await outcome(ben.call(api.tasks.delete, place))).toBe('not_found')
})

test('each of those asked has a task of their own, and the room is told once', async () => {
  const { aiko, ben, chie, roomId } = await team(stage)
  const accountIds = [ben.person.accountId, chie.person.accountId, ben.person.accountId]
  const due = { type: 'date', date: '2026-11-26' } as const
  const { tasks } = await aiko.call(api.tasks.create, { roomId, accountIds, body: '[To:1]アンケートの設問', due })
  expect(tasks.map(({ accountId }) => accountId)).toEqual([ben.person.accountId, chie.person.accountId])
  expect(tasks[0]).toMatchObject({
    assignedBy: aiko.person.accountId,
    status: 'open',
    priority: 'normal',
    checklist: [],
    recurrence: null,
    anchor: null,
    doneAt: null,
    deleted: false,
  })
  expect((await systemLines(aiko, roomId)).slice(1)).toEqual([
    `[info][title][dtext:task_added][/title][task aid=${ben.person.accountId} st=open lt=1795705199 ltype=date][To:1]アンケートの設問[/task][task aid=${chie.person.accountId} st=open lt=1795705199 ltype=date][To:1]アンケートの設問[/task][/info]`,
  ])
  await Promise.all([ben.level(), chie.level()])
  expect(ben.room(roomId).mine).toMatchObject({ tasks: [tasks[0]?.id], mentions: [] })
  expect(chie.room(roomId).mine.tasks).toEqual([tasks[1]?.id])
  expect(aiko.room(roomId).mine.tasks).toEqual([])
})

test('a task points at the message it was made from, which must be of this room; else at the one that tells of it', async () => {
  const { ben, roomId } = await team(stage)
  const { id: messageId } = await say(ben, roomId, '9時までにお願いします')
  expect((await ask(ben, roomId, { messageId })).messageId).toBe(messageId)
  const elsewhere = await makeGroup(ben)
  expect(await outcome(ask(ben, elsewhere.id, { messageId }))).toBe('not_found')
  const { messageId: line } = await ask(ben, roomId)
  expect(await ben.call(api.messages.get, { roomId, id: line })).toMatchObject({ kind: 'system' })
})

test('tasks are kept in My chat and in a direct chat too', async () => {
  const { aiko, ben } = await team(stage)
  await ask(ben, ben.person.roomId, { body: '春商品の名前' })
  const { id: roomId } = await aiko.call(api.rooms.direct, { accountId: ben.person.accountId })
  const asked = await ask(aiko, roomId, { accountIds: [ben.person.accountId] })
  expect(await outcome(ben.call(api.tasks.setStatus, { roomId, id: asked.id, status: 'done' }))).toBe('done')
  const own = await ask(aiko, roomId)
  // Both are admins of a direct chat, which makes neither the other's.
  expect(await outcome(ben.call(api.tasks.delete, { roomId, id: own.id }))).toBe('forbidden')
})

test('an edit tells the room what its box shows anew; the rest changes without a word, the same changes nothing', async () => {
  const { aiko, ben, chie, roomId } = await team(stage)
  const before = await ask(ben, roomId)
  const place = { roomId, id: before.id }
  const due = { type: 'time', at: Date.parse('2026-11-24T08:00:00Z') } as const
  const given = await ben.call(api.tasks.edit, { ...place, accountId: chie.person.accountId, due, body: '見本 [info' })
  expect(given).toMatchObject({ accountId: chie.person.accountId, due, body: '見本 [info' })
  const quiet = await ben.call(api.tasks.edit, {
    ...place,
    priority: 'high',
    reminders: [{ before: 60, workdays: true }],
  })
  expect(quiet).toMatchObject({ priority: 'high', tick: given.tick + 2 })
  expect(await ben.call(api.tasks.edit, { ...place, priority: 'high', body: '見本 [info' })).toEqual(quiet)
  expect((await systemLines(aiko, roomId)).at(-1)).toBe(
    `[info][title][dtext:task_edited][/title][task aid=${chie.person.accountId} st=open lt=1795507200 ltype=time]見本 [info[/task][/info]`,
  )
  await Promise.all([ben.level(), chie.level()])
  expect([ben.room(roomId).mine.tasks, chie.room(roomId).mine.tasks]).toEqual([[], [before.id]])
})

test('a body cannot break out of the box that tells of it', async () => {
  const { ben, roomId } = await team(stage)
  await ask(ben, roomId, { body: 'a[/task][/info][toall][code]b' })
  expect((await systemLines(ben, roomId)).at(-1)).toBe(
    `[info][title][dtext:task_added][/title][task aid=${ben.person.accountId} st=open lt=0]a［/task]［/info][toall]［code]b[/task][/info]`,
  )
  const { messages } = await ben.call(api.messages.list, { roomId })
  expect(messages.at(-1)).toMatchObject({ toAll: false, mentions: [] })
})

test('what many are asked at length is cut in the message that tells of it, not in the tasks', async () => {
  const { aiko, ben, chie, roomId } = await team(stage)
  const body = '長'.repeat(65_535)
  const accountIds = [aiko, ben, chie].map(({ person }) => person.accountId)
  const { tasks } = await aiko.call(api.tasks.create, { roomId, accountIds, body })
  expect(tasks.map((task) => task.body.length)).toEqual([65_535, 65_535, 65_535])
  const line = (await systemLines(aiko, roomId)).at(-1) as string
  expect(Array.from(line).length).toBeLessThanOrEqual(65_535)
  expect(line.match(/長…\[\/task\]/g)).toHaveLength(3)
})

test('done says when and by whom, open again forgets it, each with its message; the same again changes nothing', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const { id } = await ask(aiko, roomId, { accountIds: [ben.person.accountId] })
  const now = stage.server.app.clock.now().getTime()
  const done = await ben.call(api.tasks.setStatus, { roomId, id, status: 'done' })
  expect(done).toMatchObject({ status: 'done', doneAt: now, doneBy: ben.person.accountId })
  expect(await aiko.call(api.tasks.setStatus, { roomId, id, status: 'done' })).toEqual(done)
  const open = await aiko.call(api.tasks.setStatus, { roomId, id, status: 'open' })
  expect(open).toMatchObject({ status: 'open', doneAt: null, doneBy: null })
  const box = (status: string) => `[task aid=${ben.person.accountId} st=${status} lt=0]箱の見本を頼む[/task][/info]`
  expect((await systemLines(aiko, roomId)).slice(-2)).toEqual([
    `[info][title][dtext:task_done][/title]${box('done')}`,
    `[info][title][dtext:task_reverted][/title]${box('open')}`,
  ])
})

test('items of a checklist are ticked without a message, and their ids are not used again', async () => {
  const { ben, roomId } = await team(stage)
  const checklist = [{ text: '12個入' }, { text: '24個入', done: true }]
  const { id, checklist: made } = await ask(ben, roomId, { checklist })
  expect(made).toEqual([
    { id: 1, text: '12個入', done: false },
    { id: 2, text: '24個入', done: true },
  ])
  const before = await systemLines(ben, roomId)
  const ticked = await ben.call(api.tasks.check, { roomId, id, itemId: 1, done: true })
  expect(ticked.checklist.map(({ done }) => done)).toEqual([true, true])
  expect(await ben.call(api.tasks.check, { roomId, id, itemId: 1, done: true })).toEqual(ticked)
  const changed = await ben.call(api.tasks.edit, {
    roomId,
    id,
    checklist: [
      { text: 'くるみ' },
      { id: 1, text: '12個', done: true },
      { id: 1, text: '二つ目' },
      { id: 9, text: '知らない' },
    ],
  })
  expect(changed.checklist).toEqual([
    { id: 3, text: 'くるみ', done: false },
    { id: 1, text: '12個', done: true },
    { id: 4, text: '二つ目', done: false },
    { id: 5, text: '知らない', done: false },
  ])
  expect(await outcome(ben.call(api.tasks.check, { roomId, id, itemId: 2, done: false }))).toBe('not_found')
  expect(await systemLines(ben, roomId)).toEqual(before)
})

test('what a deleted task said is gone for good, its place stays; the room keeps the message that it was deleted', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const { id } = await ask(ben, roomId, { checklist: [{ text: '秘密の項目' }] })
  await aiko.loadTasks(roomId)
  const deleted = await ben.call(api.tasks.delete, { roomId, id })
  expect(deleted).toMatchObject({ body: '', checklist: [], deleted: true })
  expect(await ben.call(api.tasks.delete, { roomId, id })).toEqual(deleted)
  expect(await outcome(ben.call(api.tasks.get, { roomId, id }))).toBe('not_found')
  expect(await outcome(ben.call(api.tasks.edit, { roomId, id, body: '戻す' }))).toBe('not_found')
  expect(await outcome(ben.call(api.tasks.setStatus, { roomId, id, status: 'done' }))).toBe('not_found')
  expect(await outcome(ben.call(api.tasks.check, { roomId, id, itemId: 1, done: true }))).toBe('not_found')
  expect((await systemLines(aiko, roomId)).at(-1)).toContain('[dtext:task_deleted]')
  expect((await aiko.call(api.tasks.list, { roomId })).tasks).toEqual([])
  expect(ben.room(roomId).mine.tasks).toEqual([])
  const left = await stage.server.app.db.selectFrom('task').where('id', '=', id).select(['body', 'checklist']).execute()
  expect(JSON.stringify(left)).not.toContain('秘密の項目')
})
