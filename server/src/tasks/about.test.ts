import { api, type Message, replyTag, type Task } from '@naniwa/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { makeGroup, messageId, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'
import { ask, team } from '../testing/tasks.ts'

const stage = scene()

testWhoMayNot(stage, [
  attempt(api.tasks.about, ({ roomId, task }) => ({ roomId, id: task.id }), {
    readonly: 'done',
    member: 'done',
    admin: 'done',
  }),
])

function about(client: Pick<TestClient, 'call'>, { roomId, id }: Task) {
  return client.call(api.tasks.about, { roomId, id })
}

async function counts(client: Pick<TestClient, 'call'>, ...tasks: Task[]): Promise<number[]> {
  const places = tasks.map(({ roomId, id }) => ({ roomId, id }))
  const answer = await client.call(api.tasks.countComments, { tasks: places })
  return tasks.map(({ id }) => answer.counts.find((count) => count.id === id)?.comments ?? 0)
}

function reply(client: TestClient, to: Pick<Message, 'accountId' | 'roomId' | 'id'>, words: string): Promise<Message> {
  const { accountId, roomId, id } = to
  return say(client, roomId, replyTag({ accountId, roomId, messageId: id, name: 'ベン' }) + words)
}

test('counts are for those in the room alone, also who may only read; strangers and who was removed are told of none', async () => {
  const { aiko, ben, chie, roomId } = await team(stage)
  const task = await ask(ben, roomId)
  await reply(aiko, await ben.call(api.messages.get, { roomId, id: task.messageId }), '来週で')
  const dai = overHttp(stage.server, stage.people.dai)
  await aiko.call(api.members.setRole, { roomId, accountId: chie.person.accountId, role: 'readonly' })
  expect(await counts(chie, task)).toEqual([1])
  await aiko.call(api.members.remove, { roomId, accountId: chie.person.accountId })
  expect(await Promise.all([aiko, ben, chie, dai].map((client) => counts(client, task)))).toEqual([[1], [1], [0], [0]])
  expect(await outcome(overHttp(stage.server).call(api.tasks.countComments, { tasks: [] }))).toBe('unauthenticated')
})

test('a task tells who made it, changed it, gave it on, finished it and opened it again, and in which message', async () => {
  const { aiko, ben, chie, roomId } = await team(stage)
  const asked = await ask(aiko, roomId, { accountIds: [ben.person.accountId] })
  const place = { roomId, id: asked.id }
  const due = { type: 'date', date: '2026-12-01' } as const
  await ben.call(api.tasks.edit, { ...place, accountId: chie.person.accountId, due })
  await aiko.call(api.tasks.edit, { ...place, priority: 'high', reminders: [{ before: 60, workdays: false }] })
  await chie.call(api.tasks.setStatus, { ...place, status: 'done' })
  await aiko.call(api.tasks.setStatus, { ...place, status: 'open' })
  const { deeds } = await about(ben, asked)
  const [a, b, c] = [aiko, ben, chie].map(({ person }) => person.accountId)
  expect(deeds.map(({ what, accountId, changes, to, due: at }) => ({ what, accountId, changes, to, due: at }))).toEqual(
    [
      { what: 'added', accountId: a, changes: [], to: b, due: null },
      { what: 'changed', accountId: b, changes: ['accountId', 'due'], to: c, due },
      { what: 'changed', accountId: a, changes: ['priority', 'reminders'], to: null, due: null },
      { what: 'done', accountId: c, changes: [], to: null, due: null },
      { what: 'reopened', accountId: a, changes: [], to: null, due: null },
    ],
  )
  expect(deeds.map(({ tick }) => tick)).toEqual([...deeds].map(({ tick }) => tick).sort((x, y) => x - y))
  const { messages } = await ben.call(api.messages.list, { roomId })
  const lines = messages.filter(({ body }) => body.includes('[dtext:task_')).map(({ id }) => id)
  expect(deeds.map(({ messageId: line }) => line)).toEqual([lines[0], lines[1], null, lines[2], lines[3]])
  expect(new Set(deeds.map(({ at }) => at))).toEqual(new Set([stage.server.app.clock.now().getTime()]))
})

test('what changes nothing is not told of; nothing is left of the history of a deleted task', async () => {
  const { ben, roomId } = await team(stage)
  const task = await ask(ben, roomId)
  const place = { roomId, id: task.id }
  await ben.call(api.tasks.edit, { ...place, body: task.body })
  await ben.call(api.tasks.setStatus, { ...place, status: 'open' })
  expect((await about(ben, task)).deeds).toHaveLength(1)
  await ben.call(api.tasks.delete, place)
  expect(await outcome(about(ben, task))).toBe('not_found')
  const { rows } = await sql`select from task_deed where task_id = ${task.id}`.execute(stage.server.app.db)
  expect(rows).toEqual([])
})

test('the next one of a series tells what became of those before it', async () => {
  const { ben, roomId } = await team(stage)
  const recurrence = { every: 'week' as const, interval: 1, weekdays: [], next: 'done' as const, workdays: false }
  const dates = ['2026-11-30', '2026-12-07']
  let task = await ask(ben, roomId, { due: { type: 'date', date: '2026-11-30' }, recurrence })
  for (const _ of dates) {
    await ben.call(api.tasks.edit, { roomId, id: task.id, priority: 'high' })
    await ben.call(api.tasks.setStatus, { roomId, id: task.id, status: 'done' })
    const { tasks } = await ben.call(api.tasks.list, { roomId })
    task = tasks[0] as Task
  }
  expect((await about(ben, task)).deeds.map(({ what, due }) => [what, due])).toEqual([
    ['added', null],
    ['followed', { type: 'date', date: '2026-11-30' }],
    ['followed', { type: 'date', date: '2026-12-07' }],
  ])
})

test('what replies to, quotes or links a message of the task is said about it, whoever says it; edits and deletions follow', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const source = await say(ben, roomId, '箱の見本が足りません')
  const task = await ask(ben, roomId, { messageId: source.id })
  const other = await ask(ben, roomId, { body: '別の用' })
  await ben.call(api.tasks.setStatus, { roomId, id: task.id, status: 'done' })
  const lines = (await about(ben, task)).deeds.map(({ messageId: line }) => line as string)
  const to = (id: string | undefined) => ({ ...source, id: id as string })
  const said = [
    await reply(aiko, source, '手配します'),
    await reply(ben, to(lines[0]), '自分への返事'),
    await say(
      aiko,
      roomId,
      `[qt][qtmeta aid=${ben.person.accountId} time=1 to=${roomId}-${source.id}]足りません[/qt]本当に`,
    ),
    await say(aiko, roomId, `https://chat.example/#!rid${roomId}-${lines[1]} が終わりました`),
  ]
  await say(aiko, roomId, `to=${roomId}-${source.id} はただの文字`)
  const elsewhere = await makeGroup(ben)
  await say(ben, elsewhere.id, `[rp aid=${ben.person.accountId} to=${roomId}-${source.id}] よその部屋`)
  const ids = async () => (await about(ben, task)).comments.map(({ id }) => id)
  expect(await ids()).toEqual(said.map(({ id }) => id).reverse())
  expect(await counts(ben, task, other)).toEqual([4, 0])
  await aiko.call(api.messages.edit, { roomId, id: said[3]?.id as string, body: '終わりました' })
  await aiko.call(api.messages.delete, { roomId, id: said[2]?.id as string })
  expect(await ids()).toEqual([said[1]?.id, said[0]?.id])
  expect(await counts(ben, task)).toEqual([2])
})

test('one message may reply to several tasks, and ids beyond any number break nothing', async () => {
  const { ben, roomId } = await team(stage)
  const [first, second] = [await ask(ben, roomId), await ask(ben, roomId)]
  const aid = ben.person.accountId
  await say(
    ben,
    roomId,
    `${[first, second].map((task) => `[rp to=${roomId}-${task.messageId} aid=${aid}]`).join('\n')}済み`,
  )
  await say(
    ben,
    roomId,
    `[rp aid=${aid} to=9999999999999999-9999999999999999999] [rp aid=1 to=${'9'.repeat(60)}-1] /#!rid-`,
  )
  expect(await counts(ben, first, second)).toEqual([1, 1])
})

test('at most 100 are listed and counted; what is asked of tasks is bounded', async () => {
  const { ben, roomId } = await team(stage)
  const task = await ask(ben, roomId)
  const { app } = stage.server
  await sql`
    insert into message (room_id, id, number, tick, account_id, kind, body, created_at)
    select ${roomId}, 7000000 + n, 1000000 + n, 0, ${ben.person.accountId}, 'message', ${`[rp aid=1 to=${roomId}-${task.messageId}]`} || n, now()
    from generate_series(1, 120) n
  `.execute(app.db)
  expect((await about(ben, task)).comments).toHaveLength(100)
  expect(await counts(ben, task)).toEqual([100])
  await sql`delete from message where room_id = ${roomId} and number > 1000000`.execute(app.db)
  const many = Array.from({ length: 1_001 }, () => ({ roomId, id: task.id }))
  expect(await outcome(ben.call(api.tasks.countComments, { tasks: many }))).toBe('invalid_input')
})

test('done tasks are read on beyond 1,000, of a room and across rooms, none twice and none left out', async () => {
  const { ben, roomId } = await team(stage)
  const me = ben.person.accountId
  const { app } = stage.server
  await sql`
    insert into task (room_id, id, tick, account_id, assigned_by, body, status, priority, message_id, created_at, done_at, done_by)
    select ${roomId}, 5000 + n, 0, ${me}, ${me}, '済み ' || n, 'done', 'normal', ${messageId()}, now(),
      ${new Date('2026-11-01T00:00:00Z')}::timestamptz + make_interval(mins => n / 3), ${me}
    from generate_series(1, 2300) n
  `.execute(app.db)
  const questions = [
    (cursor?: string) => ben.call(api.tasks.list, { roomId, status: 'done', ...(cursor && { cursor }) }),
    (cursor?: string) => ben.call(api.tasks.mine, { status: 'done', ...(cursor && { cursor }) }),
  ]
  for (const question of questions) {
    const pages: number[] = []
    const found: Task[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: { tasks: Task[]; more: string | null } = await question(cursor)
      pages.push(page.tasks.length)
      found.push(...page.tasks.filter((task) => task.roomId === roomId))
      cursor = page.more
    }
    expect(pages.length).toBe(3)
    expect(found.map(({ body }) => body)).toEqual(Array.from({ length: 2_300 }, (_, at) => `済み ${2_300 - at}`))
  }
  expect(await outcome(ben.call(api.tasks.list, { roomId, status: 'done', cursor: 'x' }))).toBe('invalid_input')
  expect((await ben.call(api.tasks.list, { roomId })).more).toBeNull()
  await sql`delete from task where room_id = ${roomId} and id between 5001 and 7300`.execute(app.db)
})
