import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, openPool } from '../../db/pool.ts'
import { listen } from '../../listen.ts'
import type { Answer } from '../../testing/http.ts'
import { type Program, program, programWith } from '../../testing/program.ts'
import { type TestServer, testServer } from '../../testing/server.ts'
import { sweepWindows, takeOne } from './windows.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer({ NANIWA_RATE_LIMITS: 'on', NANIWA_API_CALLS: '20' })
})
afterAll(() => server.close())

const seen = ({ status, text }: Answer) => [status, text === '' ? '' : JSON.parse(text)]
const remaining = ({ headers }: Answer) => Number(headers['x-ratelimit-remaining'])
const seconds = () => server.app.clock.now().getTime() / 1_000

async function roomOf(who: Program): Promise<string> {
  const { account_id } = (await who.get('/me')).json() as { account_id: number }
  const { room_id } = (await who.post('/rooms', { name: 'x', members_admin_ids: account_id })).json() as {
    room_id: number
  }
  return `/rooms/${room_id}`
}

test('an account has so many calls in five minutes, whatever token it uses; then it waits until the window ends', async () => {
  const [one, two] = [await program(server, server.people.ben), await program(server, server.people.ben)]
  const first = await one.get('/me')
  const reset = seconds() + 300
  expect([remaining(first), first.headers['x-ratelimit-reset']]).toEqual([19, String(reset)])
  server.app.clock.advance(100_000)
  for (let n = 0; n < 18; n++) await one.get('/nowhere')
  expect(remaining(await two.get('/me'))).toBe(0)
  const refused = await two.get('/me')
  expect(seen(refused)).toEqual([429, { errors: ['Rate limit exceeded'] }])
  expect(refused.headers).toMatchObject({
    'x-ratelimit-limit': '20',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(reset),
    'retry-after': '200',
  })
  expect((await (await program(server, server.people.chie)).get('/me')).status).toBe(200)
  server.app.clock.advance(199_999)
  expect((await one.get('/me')).status).toBe(429)
  server.app.clock.advance(1)
  expect(remaining(await one.get('/me'))).toBe(19)
})

test('a window ends with a second that can be told, never further off than it is long', async () => {
  const chie = await program(server, server.people.chie)
  server.app.clock.advance(300_700)
  const begun = Math.floor(seconds())
  const { headers } = await chie.get('/me')
  expect(headers['x-ratelimit-reset']).toBe(String(begun + 300))
  server.app.clock.advance(299_300)
  expect(remaining(await chie.get('/me'))).toBe(19)
  // Windows that the version before began end between two seconds.
  await server.app.db
    .updateTable('apiWindow')
    .set({ endsAt: new Date((begun + 600) * 1_000 - 400) })
    .where('accountId', '=', server.people.chie.accountId)
    .execute()
  expect((await chie.get('/me')).headers['x-ratelimit-reset']).toBe(String(begun + 600))
})

test('messages and tasks for one room are ten in ten seconds together', async () => {
  const aiko = await program(server, server.people.aiko)
  const room = await roomOf(aiko)
  const { accountId } = server.people.aiko
  for (let n = 0; n < 5; n++) {
    expect((await aiko.post(`${room}/messages`, { body: 'x' })).status).toBe(200)
    expect((await aiko.post(`${room}/tasks`, { body: 'x', to_ids: accountId })).status).toBe(200)
  }
  const refused = await aiko.post(`${room}/messages`, { body: 'x' })
  expect(seen(refused)).toEqual([429, { errors: ['Rate limit for message posting per room exceeded.'] }])
  expect(refused.headers).toMatchObject({ 'retry-after': '10', 'x-ratelimit-remaining': '7' })
  expect((await aiko.post(`/rooms/${server.people.aiko.roomId}/messages`, { body: 'x' })).status).toBe(200)
  server.app.clock.advance(10_000)
  expect((await aiko.post(`${room}/messages`, { body: 'x' })).status).toBe(200)
})

test('a direct chat has its ten posts once, by whichever of its numbers it is called', async () => {
  server.app.clock.advance(300_000)
  const aiko = await program(server, server.people.aiko)
  const contacts = (await aiko.get('/contacts')).json() as { name: string; room_id: number }[]
  const unmade = contacts.find(({ name }) => name === 'Chie')?.room_id
  const post = async (id: number | undefined) => (await aiko.post(`/rooms/${id}/messages`, { body: 'x' })).status
  for (let n = 0; n < 10; n++) expect(await post(unmade)).toBe(200)
  const rooms = (await aiko.get('/rooms')).json() as { name: string; room_id: number }[]
  const made = rooms.find(({ name }) => name === 'Chie')?.room_id
  expect(made).not.toBe(unmade)
  expect([await post(made), await post(unmade)]).toEqual([429, 429])
})

test('guessing tokens is counted by network', async () => {
  const guesser = programWith(server, 'nonsense')
  for (let n = 0; n < 20; n++) expect((await guesser.get('/me')).status).toBe(401)
  expect(seen(await guesser.get('/me'))).toEqual([429, { errors: ['Rate limit exceeded'] }])
})

test('with the database away, too, every answer says how a window stands, the network’s, and none is refused for it', async () => {
  const db = openDatabase(openPool('postgres://naniwa@127.0.0.1:1/naniwa'))
  const { url, drain } = await listen({ ...server.app, db })
  const { token } = await program(server, server.people.aiko)
  const caller = programWith({ url }, token)
  const answers: Answer[] = []
  for (let n = 0; n < 21; n++) answers.push(await caller.get('/me'))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
  expect(answers.map(remaining)).toEqual([...Array.from({ length: 20 }, (_, n) => 19 - n), 0])
  const reset = String(Math.floor(seconds()) + 300)
  expect(answers[0]?.headers).toMatchObject({ 'x-ratelimit-limit': '20', 'x-ratelimit-reset': reset })
  await drain()
  await db.destroy()
})

test('calls made at once are all counted, and windows that are over are swept away', async () => {
  const { app, people } = server
  const take = () => takeOne(app, people.bot.accountId, 'calls', { count: 50, seconds: 300 })
  const standings = await Promise.all(Array.from({ length: 50 }, take))
  expect(standings.map(({ left }) => left).sort((a, b) => b - a)).toEqual(Array.from({ length: 50 }, (_, n) => 49 - n))
  app.clock.advance(300_000)
  await sweepWindows(app)
  expect(await app.db.selectFrom('apiWindow').selectAll().execute()).toEqual([])
})
