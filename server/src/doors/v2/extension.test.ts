import { api } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { create } from '../../rooms/create.ts'
import { build } from '../../search/build.ts'
import type { Answer } from '../../testing/http.ts'
import { type Form, type Program, program } from '../../testing/program.ts'
import { type TestServer, testServer } from '../../testing/server.ts'
import { type Once, onlyOnce, sweepOnce } from './once.ts'

let server: TestServer
let aiko: Program
let ben: Program
let dai: Program
let room: string

beforeAll(async () => {
  server = await testServer()
  aiko = await program(server, server.people.aiko)
  ben = await program(server, server.people.ben)
  dai = await program(server, server.people.dai)
})
beforeEach(async () => {
  const { aiko: one, ben: two } = server.people
  const form = { name: 'Room', members_admin_ids: one.accountId, members_member_ids: two.accountId }
  room = `/rooms/${((await aiko.post('/rooms', form)).json() as { room_id: number }).room_id}`
})
afterAll(() => server.close())

interface Message {
  message_id: string
  body: string
}

const seen = ({ status, text }: Answer) => [status, text === '' ? '' : JSON.parse(text)]
const next = ({ headers }: Answer) => headers['x-next-cursor'] as string | undefined
const bodies = (answer: Answer) => (answer.json() as Message[]).map(({ body }) => body)

async function say(body: string): Promise<string> {
  return ((await aiko.post(`${room}/messages`, { body })).json() as Message).message_id
}

test('the history is read in pages, forth and back, and moves no pointer', async () => {
  await ben.get(`${room}/messages`)
  const ids: string[] = []
  for (let n = 0; n < 6; n++) ids.push(await say(`m${n}`))
  const page = async (query: string) => bodies(await ben.get(`${room}/messages?${query}`))
  expect(await page('limit=2')).toEqual(['m4', 'm5'])
  expect(await page(`before=${ids[4]}&limit=3`)).toEqual(['m1', 'm2', 'm3'])
  expect(await page(`after=${ids[1]}&limit=3`)).toEqual(['m2', 'm3', 'm4'])
  expect((await ben.get(`${room}/messages?after=${ids[5]}`)).status).toBe(204)
  expect((await ben.get(`${room}/messages?before=${ids[1]}&after=${ids[1]}`)).status).toBe(400)
  expect((await ben.get(`${room}/messages?before=12`)).status).toBe(404)
  expect((await dai.get(`${room}/messages?before=${ids[1]}`)).status).toBe(404)
  expect(await page('')).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5'])
})

test('lists come in pages to whoever asks for them, and old clients are told of none', async () => {
  const to_ids = server.people.ben.accountId
  for (let n = 0; n < 5; n++) await aiko.post(`${room}/tasks`, { body: `t${n}`, to_ids })
  for (let n = 0; n < 5; n++) await aiko.upload(`${room}/files`, { name: `f${n}.txt`, bytes: 'x' })
  for (const path of [`${room}/tasks`, '/my/tasks', `${room}/files`]) {
    expect(next(await ben.get(path))).toBeUndefined()
    const all: unknown[] = []
    let cursor: string | undefined
    do {
      const answer: Answer = await ben.get(`${path}?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      const page = answer.json() as unknown[]
      expect(page.length).toBeLessThanOrEqual(2)
      all.push(...page)
      cursor = next(answer)
    } while (cursor)
    expect(all).toEqual((await ben.get(path)).json())
  }
  expect((await ben.get('/my/tasks?limit=101')).status).toBe(400)
})

test('reactions are put on and taken off', async () => {
  const path = `${room}/messages/${await say('good news')}/reactions`
  expect((await ben.get(path)).status).toBe(204)
  const reaction = { emoji: '👍', account_ids: [server.people.ben.accountId] }
  expect(seen(await ben.put(path, { emoji: '👍' }))).toEqual([200, [reaction]])
  expect(seen(await aiko.get(path))).toEqual([200, [reaction]])
  expect((await ben.put(path, { emoji: 'nice' })).status).toBe(400)
  expect((await dai.put(path, { emoji: '👍' })).status).toBe(404)
  expect((await ben.send(`${path}?emoji=%F0%9F%91%8D`, { method: 'DELETE' })).status).toBe(204)
})

test('messages are searched in one’s own rooms only', async () => {
  const id = await say('見積もりを送りました')
  await server.app.drain()
  await build(server.app)
  const found = await ben.get('/search/messages?q=%E8%A6%8B%E7%A9%8D')
  expect(seen(found)).toMatchObject([
    200,
    [{ room_id: Number(room.slice(7)), message_id: id, body: '見積もりを送りました' }],
  ])
  expect((await dai.get('/search/messages?q=%E8%A6%8B%E7%A9%8D')).status).toBe(204)
  expect((await dai.get(`/search/messages?q=x&room_id=${room.slice(7)}`)).status).toBe(404)
  expect(seen(await ben.get('/search/messages'))).toEqual([400, { errors: ["Parameter 'q' is required"] }])
})

test('tasks and files are searched in one’s own rooms only, page by page', async () => {
  const { accountId } = server.people.ben
  for (const body of ['版下の色を直す', '版下を送る']) await aiko.post(`${room}/tasks`, { body, to_ids: accountId })
  await aiko.upload(`${room}/files`, { name: '版下_最終.txt', bytes: 'x' })
  const room_id = Number(room.slice(7))
  const q = encodeURIComponent('版下')
  const first = await ben.get(`/search/tasks?q=${q}&limit=1`)
  expect(seen(first)).toMatchObject([200, [{ room_id, body: '版下を送る', account: { account_id: accountId } }]])
  const second = await ben.get(`/search/tasks?q=${q}&limit=1&cursor=${next(first)}`)
  expect([seen(second)[1][0].body, next(second)]).toEqual(['版下の色を直す', undefined])
  expect(seen(await ben.get(`/search/files?q=${q}`))).toMatchObject([200, [{ room_id, filename: '版下_最終.txt' }]])
  for (const kind of ['tasks', 'files']) {
    expect((await dai.get(`/search/${kind}?q=${q}`)).status).toBe(204)
    expect((await dai.get(`/search/${kind}?q=${q}&room_id=${room_id}`)).status).toBe(404)
    expect(seen(await ben.get(`/search/${kind}`))).toEqual([400, { errors: ["Parameter 'q' is required"] }])
  }
})

test('members are added, changed and removed at once, and all others stay', async () => {
  const { aiko: one, ben: two, chie, bot, dai: outsider } = server.people
  const post = async (form: Record<string, string | number>, who = aiko) =>
    seen(await who.post(`${room}/members`, form))
  expect((await post({ members_member_ids: chie.accountId }, ben))[0]).toBe(403)
  expect((await post({ members_member_ids: chie.accountId }, dai))[0]).toBe(404)
  expect((await post({ members_member_ids: outsider.accountId }))[0]).toBe(400)
  expect((await post({ remove_ids: one.accountId }))[0]).toBe(400)
  expect((await post({ members_readonly_ids: one.accountId }))[0]).toBe(400)
  const [status, lists] = await post({
    members_admin_ids: two.accountId,
    members_readonly_ids: `${chie.accountId},${bot.accountId}`,
  })
  expect([status, lists.admin.length, lists.readonly.length]).toEqual([200, 2, 2])
  expect(await post({ remove_ids: `${chie.accountId},${bot.accountId}` })).toMatchObject([
    200,
    { member: [], readonly: [] },
  ])
})

test('a POST with a key is done once and answered as often as it comes', async () => {
  const key = { 'Idempotency-Key': 'order-1' }
  const post = () => aiko.post(`${room}/messages`, { body: 'once' }, key)
  const [first, again] = [await post(), await post()]
  expect([again.status, again.text]).toEqual([first.status, first.text])
  expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true'])
  expect(bodies(await aiko.get(`${room}/messages?force=1`)).filter((body) => body === 'once')).toHaveLength(1)
  const other = await aiko.post(`${room}/messages`, { body: 'twice' }, key)
  expect(seen(other)).toEqual([400, { errors: ['This Idempotency-Key was used for another request'] }])
  expect((await ben.post(`${room}/messages`, { body: 'mine' }, key)).status).toBe(200)
  const wrong = await aiko.post(`${room}/messages`, { body: 'x' }, { 'Idempotency-Key': 'a b' })
  expect(wrong.status).toBe(400)
})

test('of requests with one key that come at once one is done', async () => {
  const post = () =>
    aiko.post(
      '/rooms',
      { name: 'once', members_admin_ids: server.people.aiko.accountId },
      { 'Idempotency-Key': 'room' },
    )
  const answers = await Promise.all(Array.from({ length: 5 }, post))
  const made = new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text))
  expect([made.size, answers.every(({ status }) => status === 200 || status === 409)]).toEqual([1, true])
})

test('what failed on the server’s side may have been done: the next attempt, at once, sends the same message', async () => {
  const { accountId } = server.people.aiko
  const attempt = (request = 'a') => onlyOnce(server.app, accountId, 'lost', request)
  const first = await attempt()
  await first.settle({ status: 503, body: null })
  await expect(attempt('b')).rejects.toMatchObject({ status: 400 })
  const second = await attempt()
  expect([second.replay, second.messageId]).toEqual([null, first.messageId])
  await expect(attempt()).rejects.toMatchObject({ status: 409 })
  await second.settle({ status: 429, body: null })
  const third = await attempt()
  expect([third.replay, third.messageId]).toEqual([null, first.messageId])
  await third.settle({ status: 200, body: '{}' })
  expect((await attempt()).replay).toEqual({ status: 200, body: '{}' })
})

test('of a process that died between a commit and its answer the next attempt makes nothing a second time', async () => {
  const { app, people } = server
  const [me, other] = [people.aiko.accountId, people.chie.accountId]
  const posts: [string, Form][] = [
    ['/rooms', { name: 'Only one', members_admin_ids: me, link: 1, link_code: 'only-one' }],
    [`${room}/tasks`, { body: 'only one', to_ids: `${me},${people.ben.accountId}` }],
    [`${room}/link`, { description: 'only one' }],
    [`${room}/members`, { members_member_ids: other }],
    [`${room}/messages`, { body: 'only one' }],
  ]
  const attempt = ([path, form]: [string, Form], n: number) => aiko.post(path, form, { 'Idempotency-Key': `died-${n}` })
  await sql`
    create function die() returns trigger language plpgsql as $$ begin raise 'died'; end $$;
    create trigger die before update on api_once for each row when (new.status is not null) execute function die()
  `.execute(app.db)
  const died = await Promise.all(posts.map(attempt))
  expect(died.map(({ status }) => status)).toEqual(posts.map(() => 500))
  await sql`drop trigger die on api_once; drop function die`.execute(app.db)
  const early = await Promise.all(posts.map(attempt))
  expect(early.map(({ status }) => status)).toEqual(posts.map(() => 409))
  // Between the attempts it may have gone again: that is no reason to make another.
  await aiko.put(`${room}/members`, { members_admin_ids: me, members_member_ids: people.ben.accountId })
  app.clock.advance(121_000)
  const answers = await Promise.all(posts.map(attempt))
  expect(answers.map(({ status }) => status)).toEqual(posts.map(() => 200))
  expect((await Promise.all(posts.map(attempt))).map(({ text }) => text)).toEqual(answers.map(({ text }) => text))

  const named = (await aiko.get('/rooms')).json() as { room_id: number; name: string }[]
  const made = named.filter(({ name }) => name === 'Only one').map(({ room_id }) => ({ room_id }))
  expect([made.length, made[0]]).toEqual([1, answers[0]?.json()])
  const tasks = (await aiko.get(`${room}/tasks`)).json() as { task_id: number }[]
  const task_ids = tasks.map(({ task_id }) => task_id).sort((a, b) => a - b)
  expect([task_ids.length, { task_ids }]).toEqual([2, answers[1]?.json()])
  expect((await aiko.get(`${room}/link`)).json()).toEqual(answers[2]?.json())
  const members = (await aiko.get(`${room}/members`)).json() as { account_id: number }[]
  expect(members.map(({ account_id }) => account_id)).not.toContain(other)
  expect(bodies(await aiko.get(`${room}/messages?force=1`)).filter((body) => body === 'only one')).toHaveLength(1)
})

test('of two attempts that are under way at once, as the first was taken for dead, one is done', async () => {
  const { app, people } = server
  const attempt = () => onlyOnce(app, people.aiko.accountId, 'slow', 'a')
  const make = ({ seal }: Once) =>
    create({ ...app, seal }, people.aiko, api.rooms.create.input.parse({ name: 'Of two attempts' }))
  const slow = await attempt()
  app.clock.advance(121_000)
  const quick = await attempt()
  const outcomes = await Promise.allSettled([make(slow), make(quick)])
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused).toMatchObject([{ code: 'unavailable' }])
  await slow.settle({ status: 503, body: null })
  expect((await attempt()).outcome).toMatchObject({ name: 'Of two attempts' })
  const rooms = (await aiko.get('/rooms')).json() as { name: string }[]
  expect(rooms.filter(({ name }) => name === 'Of two attempts')).toHaveLength(1)
})

test('a refusal is remembered too, and all keys for a day', async () => {
  const key = { 'Idempotency-Key': 'refused' }
  const post = () => aiko.post(`${room}/messages`, {}, key)
  expect(seen(await post())).toEqual([400, { errors: ["Parameter 'body' is required"] }])
  const room1 = { 'Idempotency-Key': 'refused-2' }
  const elsewhere = () => dai.post(`${room}/messages`, { body: 'x' }, room1)
  expect([(await elsewhere()).status, (await elsewhere()).headers['idempotency-replayed']]).toEqual([404, 'true'])
  server.app.clock.advance(25 * 60 * 60 * 1_000)
  await sweepOnce(server.app)
  expect(await server.app.db.selectFrom('apiOnce').selectAll().execute()).toEqual([])
})
