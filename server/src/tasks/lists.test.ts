import { api, type CallOf, type Task } from '@naniwa/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { makeGroup, outcome, overHttp, scene } from '../testing/scene.ts'
import { type Asking, ask, team } from '../testing/tasks.ts'

const stage = scene()

test('open tasks come with those due soonest first, done ones with the last done first', async () => {
  const { ben, chie, roomId } = await team(stage)
  const at = (iso: string): Asking => ({ due: { type: 'time', at: Date.parse(iso) }, body: iso })
  const on = (date: string): Asking => ({ due: { type: 'date', date }, body: date })
  const asked = [
    { body: 'いつか' },
    on('2026-11-26'),
    at('2026-11-26T09:00:00+09:00'),
    on('2026-11-25'),
    at('2026-11-27T00:30:00+09:00'),
  ]
  for (const one of asked) await ask(ben, roomId, one)
  await ask(chie, roomId, { body: 'ちえの' })
  const list = async (filter: object) =>
    (await ben.call(api.tasks.list, { roomId, ...filter })).tasks.map(({ body }) => body)
  const soonest = ['2026-11-25', '2026-11-26T09:00:00+09:00', '2026-11-26', '2026-11-27T00:30:00+09:00', 'いつか']
  expect(await list({ accountId: ben.person.accountId })).toEqual(soonest)
  expect(await list({ assignedBy: chie.person.accountId })).toEqual(['ちえの'])
  expect(await list({})).toHaveLength(6)
  const { tasks } = await ben.call(api.tasks.list, { roomId, accountId: ben.person.accountId })
  for (const { id } of tasks.slice(0, 3)) {
    stage.server.app.clock.advance(1_000)
    await ben.call(api.tasks.setStatus, { roomId, id, status: 'done' })
  }
  expect(await list({ status: 'done' })).toEqual(soonest.slice(0, 3).reverse())
})

test('one’s tasks come from all of one’s rooms, those of a room one is no longer in do not', async () => {
  const { aiko, ben, chie, roomId } = await team(stage)
  const other = await makeGroup(aiko, [[ben.person, 'member']])
  const mine = (client: TestClient, filter: CallOf<typeof api.tasks.mine> = {}) => client.call(api.tasks.mine, filter)
  const [mineId, askedId] = [aiko.person.accountId, ben.person.accountId]
  await ask(aiko, roomId, { accountIds: [askedId], body: 'ここ', due: { type: 'date', date: '2026-12-01' } })
  await ask(aiko, other.id, { accountIds: [askedId], body: 'あちら', due: { type: 'date', date: '2026-11-30' } })
  await ask(ben, roomId, { body: '自分で' })
  await ask(chie, roomId, { body: 'ちえの' })
  const bodies = async (client: TestClient, filter: CallOf<typeof api.tasks.mine>) =>
    (await mine(client, filter)).tasks.map(({ body }) => body)
  expect(await bodies(ben, { roomId })).toEqual(['ここ', '自分で'])
  expect(await bodies(ben, { accountId: mineId })).toEqual(expect.arrayContaining(['あちら', 'ここ']))
  expect(await bodies(aiko, { scope: 'asked', roomId })).toEqual(['ここ'])
  expect(await bodies(aiko, { scope: 'asked', accountId: askedId, roomId: other.id })).toEqual(['あちら'])
  expect(await bodies(ben, { scope: 'asked', roomId })).toEqual([])
  const answer = await mine(ben, { roomId })
  expect(answer.ticks).toEqual([{ roomId, tick: ben.room(roomId).tick }])
  await aiko.call(api.members.remove, { roomId: other.id, accountId: askedId })
  expect((await mine(ben)).tasks.filter((task) => task.roomId === other.id)).toEqual([])
  await aiko.call(api.rooms.delete, { roomId })
  expect(await outcome(mine(ben, { roomId }))).toBe('done')
  expect((await mine(ben, { roomId })).tasks).toEqual([])
})

test('the newest come page by page, by id, past whatever one answer of them all would hold', async () => {
  const { ben, roomId } = await team(stage)
  const { id } = await ask(ben, roomId, { body: 'しまい', due: { type: 'date', date: '2026-12-01' } })
  await sql`
    insert into task select (jsonb_populate_record(t, jsonb_build_object('id', t.id - n, 'due_on', null))).*
    from task t, generate_series(1, 1050) n where t.room_id = ${roomId} and t.id = ${id}
  `.execute(stage.server.app.db)
  type Page = { readonly tasks: Task[]; readonly more: string | null }
  const walk = async (page: (newest: { limit: number; before?: number }) => Promise<Page>) => {
    const ids: number[] = []
    for (let more: string | null = ''; more !== null; ) {
      const answer: Page = await page({ limit: 100, ...(more && { before: Number(more) }) })
      ids.push(...answer.tasks.map((task) => task.id))
      more = answer.more
    }
    return ids
  }
  const list = (newest: { limit: number }) => ben.call(api.tasks.list, { roomId, newest })
  const all = Array.from({ length: 1_051 }, (_, n) => id - n)
  expect(await walk(list)).toEqual(all)
  expect(await walk((newest) => ben.call(api.tasks.mine, { roomId, newest }))).toEqual(all)
  await ben.call(api.tasks.setStatus, { roomId, id, status: 'done' })
  expect((await list({ limit: 1 })).tasks.map((task) => task.id)).toEqual([id - 1])
  const stranger = overHttp(stage.server, stage.people.dai)
  const done = { roomId, status: 'done', newest: { limit: 1 } } as const
  expect(await ben.call(api.tasks.list, done)).toMatchObject({ tasks: [{ id }], more: null })
  expect(await outcome(stranger.call(api.tasks.list, { roomId, newest: { limit: 1 } }))).toBe('not_found')
  expect(await outcome(ben.call(api.tasks.mine, { newest: { limit: 101 } }))).toBe('invalid_input')
  // Nobody was told of them.
  await sql`delete from task where room_id = ${roomId} and id < ${id}`.execute(stage.server.app.db)
})

test('whoever leaves leaves no open task behind, however they go; what they did stays', async () => {
  const { aiko, ben, chie, roomId } = await team(stage)
  const { server } = stage
  const { id: done } = await ask(ben, roomId, { body: '済んだ' })
  await ben.call(api.tasks.setStatus, { roomId, id: done, status: 'done' })
  // More than are erased in one go.
  for (let n = 0; n < 55; n++) await ask(ben, roomId, { body: 'ベンの' })
  await ask(ben, roomId, { body: 'ちえに頼んだ', accountIds: [chie.person.accountId] })
  await ask(chie, roomId, { body: 'ちえの' })
  await ben.call(api.rooms.leave, { roomId })
  await server.app.drain()
  const bodies = async (status: 'open' | 'done') =>
    (await aiko.call(api.tasks.list, { roomId, status })).tasks.map(({ body }) => body)
  expect(await bodies('open')).toEqual(['ちえに頼んだ', 'ちえの'])
  expect(await bodies('done')).toEqual(['済んだ'])
  // Nobody is there to do it again.
  expect(await outcome(aiko.call(api.tasks.setStatus, { roomId, id: done, status: 'open' }))).toBe('not_found')
  await aiko.call(api.members.remove, { roomId, accountId: chie.person.accountId })
  await server.app.drain()
  expect(await bodies('open')).toEqual([])
})

test('somebody who is back before anybody noticed keeps their tasks', async () => {
  const { aiko, ben, roomId } = await team(stage)
  await ask(ben, roomId)
  await aiko.call(api.members.remove, { roomId, accountId: ben.person.accountId })
  await aiko.call(api.members.add, { roomId, members: [{ accountId: ben.person.accountId, role: 'member' }] })
  await stage.server.app.drain()
  expect((await aiko.call(api.tasks.list, { roomId })).tasks).toHaveLength(1)
})

test('a room takes no more open tasks than one answer can hold', async () => {
  const { aiko, ben, roomId } = await team(stage)
  const body = '長'.repeat(65_535)
  const accountIds = [aiko, ben].map(({ person }) => person.accountId)
  const made: Task[] = []
  for (let round = 0; round < 10; round++) {
    made.push(...(await aiko.call(api.tasks.create, { roomId, accountIds, body })).tasks)
  }
  expect(await outcome(ask(ben, roomId, { body }))).toBe('limit_reached')
  const id = made[0]?.id as number
  await aiko.call(api.tasks.setStatus, { roomId, id, status: 'done' })
  const { id: small } = await ask(ben, roomId)
  await ask(ben, roomId, { body })
  expect(await outcome(aiko.call(api.tasks.setStatus, { roomId, id, status: 'open' }))).toBe('limit_reached')
  expect(await outcome(ben.call(api.tasks.edit, { roomId, id: small, body }))).toBe('limit_reached')
  const { tasks } = await aiko.call(api.tasks.list, { roomId })
  expect(tasks).toHaveLength(21)
  // Catching up takes several answers; across rooms the list ends early.
  const first = await aiko.call(api.sync.room, { roomId, since: 0 })
  expect(first.more).toBe(true)
  expect((await overHttp(stage.server, aiko.person).call(api.tasks.mine, { roomId })).tasks.length).toBeLessThan(10)
})
