import { api, type CallOf } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Later } from '../events/react.ts'
import { pushService, subscription, vapidClaims } from '../testing/push.ts'
import { makeGroup, outcome, overHttp, say } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { cut } from './compose.ts'

let server: TestServer
let service: Awaited<ReturnType<typeof pushService>>
type Caller = ReturnType<typeof overHttp>
let aiko: Caller
let ben: Caller
let roomId: number

beforeAll(async () => {
  server = await testServer({ NANIWA_WEBHOOK_LOOPBACK: 'on' })
  aiko = overHttp(server, server.people.aiko)
  ben = overHttp(server, server.people.ben)
})
beforeEach(async () => {
  service = await pushService()
  roomId = (await makeGroup(aiko, [[server.people.ben, 'member']])).id
  await server.app.drain()
})
afterEach(async () => {
  await service.close()
  await sql`delete from push_device`.execute(server.app.db)
})
afterAll(() => server.close())

type Wishes = Partial<CallOf<typeof api.push.subscribe>>

async function on(caller: Caller, wishes: Wishes = {}) {
  const browser = subscription(`${service.url}/device`)
  await caller.call(api.push.subscribe, { ...browser.input, ...wishes })
  return browser
}

async function pushed() {
  const before = service.received.length
  await server.app.drain()
  return service.received.slice(before)
}

function toBen(): string {
  return `[To:${server.people.ben.accountId}]`
}

async function isOn(caller: Caller): Promise<boolean> {
  return (await caller.call(api.push.state, {})).on
}

test('nobody subscribes who is not signed in, nor at an address or with a key that cannot be', async () => {
  const { input } = subscription(`${service.url}/x`)
  expect(await outcome(overHttp(server).call(api.push.subscribe, input))).toBe('unauthenticated')
  expect(await outcome(overHttp(server).call(api.push.state, {}))).toBe('unauthenticated')
  expect(await outcome(overHttp(server).call(api.push.unsubscribe, {}))).toBe('unauthenticated')
  expect(await outcome(overHttp(server).call(api.sessions.here, { state: 'here' }))).toBe('unauthenticated')
  const point = Buffer.alloc(65, 4).toString('base64url')
  for (const wrong of [
    { endpoint: 'http://push.example/' },
    { endpoint: 'http://10.0.0.1/' },
    { endpoint: 'ftp://push.example/' },
    { endpoint: 'x' },
    { p256dh: point },
    { auth: 'short' },
  ]) {
    expect(await outcome(ben.call(api.push.subscribe, { ...input, ...wrong })), JSON.stringify(wrong)).toBe(
      'invalid_input',
    )
  }
  expect(await isOn(ben)).toBe(false)
})

test('a private address is never asked, even where a name leads there', async () => {
  await on(ben, { endpoint: 'https://10.0.0.1/device' })
  await say(aiko, roomId, `${toBen()} 内緒`)
  expect(await pushed()).toEqual([])
})

test('what is addressed to somebody comes as a push that only their browser reads, signed by the server', async () => {
  const { key } = await ben.call(api.push.state, {})
  const browser = await on(ben)
  expect(await ben.call(api.push.state, {})).toEqual({ key, on: true })
  const message = await say(aiko, roomId, `${toBen()}\n見積書 [b]です[/b] (y) ${'👨‍👩‍👧‍👦'.repeat(900)}`)
  const [one, ...more] = await pushed()
  if (!one) throw new Error('nothing was pushed')
  expect(more).toEqual([])
  expect(one.body.length).toBeLessThanOrEqual(4_096)
  expect(one.headers).toMatchObject({ 'content-encoding': 'aes128gcm', topic: `room-${roomId}`, ttl: '86400' })
  expect(vapidClaims(one, key ?? '')).toMatchObject({ aud: service.url, sub: 'mailto:naniwa@localhost' })
  const notice = browser.open(one)
  expect(notice).toMatchObject({
    title: `${server.people.aiko.name} · 企画 Planning`,
    tag: `room-${roomId}`,
    path: `/rooms/${roomId}/${message.id}`,
    number: message.number,
  })
  expect(notice.body).toMatch(/^見積書 .*👨‍👩‍👧‍👦…$/u)
})

test('a reply, everybody, a direct chat and a task are told; what is said to others is not, unless all is wanted', async () => {
  const browser = await on(ben)
  const { accountId } = server.people.ben
  const first = await say(ben, roomId, 'はじめ')
  for (const body of [`[rp aid=${accountId} to=${roomId}-${first.id}] はい`, '[toall] みなさん']) {
    await say(aiko, roomId, body)
    expect(await pushed(), body).toHaveLength(1)
  }
  await aiko.call(api.tasks.create, { roomId, body: '箱を数える', accountIds: [accountId] })
  const [task] = await pushed()
  expect(task && browser.open(task).body).toBe('タスクを依頼されました：箱を数える')
  const direct = await aiko.call(api.rooms.direct, { accountId })
  await server.app.drain()
  await say(aiko, direct.id, 'ふたりだけ')
  const [alone] = await pushed()
  expect(alone && browser.open(alone).title).toBe(server.people.aiko.name)

  await say(aiko, roomId, '誰かへ')
  await say(ben, roomId, `${toBen()} 自分へ`)
  expect(await pushed()).toEqual([])
  await on(ben, { which: 'all' })
  await say(aiko, roomId, '誰かへ')
  expect(await pushed()).toHaveLength(1)
  await on(ben, { which: 'off' })
  await say(aiko, roomId, `${toBen()} 静かに`)
  expect(await pushed()).toEqual([])
})

test('contents are hidden where that is wished', async () => {
  const browser = await on(ben, { hidden: true })
  await say(aiko, roomId, `${toBen()} 秘密`)
  const [one] = await pushed()
  expect(one && browser.open(one)).toMatchObject({ title: 'Naniwa', body: '新しいメッセージがあります' })
})

test('nothing comes of a muted room, to who has read it, is at work elsewhere, or is no longer in the room', async () => {
  await on(ben)
  await ben.call(api.rooms.arrange, { roomId, muted: true })
  await say(aiko, roomId, `${toBen()} 1`)
  expect(await pushed()).toEqual([])
  await ben.call(api.rooms.arrange, { roomId, muted: false })

  const { number } = await say(aiko, roomId, `${toBen()} 2`)
  await ben.call(api.messages.read, { roomId, number })
  expect(await pushed()).toEqual([])

  await ben.call(api.sessions.here, { state: 'here' })
  await say(aiko, roomId, `${toBen()} 3`)
  expect(await pushed()).toEqual([])
  await ben.call(api.sessions.here, { state: 'away' })

  const deleted = await say(aiko, roomId, `${toBen()} 4`)
  await aiko.call(api.messages.delete, { roomId, id: deleted.id })
  expect(await pushed()).toEqual([])

  await say(aiko, roomId, `${toBen()} 5`)
  await aiko.call(api.members.remove, { roomId, accountId: server.people.ben.accountId })
  expect(await pushed()).toEqual([])
})

test('a subscription ends when the push service says so, by hand, and with its session', async () => {
  await on(ben)
  service.answer = (response) => void response.writeHead(410).end()
  await say(aiko, roomId, `${toBen()} 1`)
  expect(await pushed()).toHaveLength(1)
  expect(await isOn(ben)).toBe(false)

  await on(ben)
  await ben.call(api.push.unsubscribe, {})
  expect(await isOn(ben)).toBe(false)

  const chie = overHttp(server, server.people.chie)
  await on(chie)
  await chie.call(api.sessions.signOut, {})
  const left = await sql`select from push_device`.execute(server.app.db)
  expect(left.rows).toEqual([])
})

test('a push service that does not answer is put among its like, and the others are told', async () => {
  await on(ben)
  service.answer = () => {}
  await say(aiko, roomId, `${toBen()} 1`)
  await expect(server.app.drain()).rejects.toThrow(Later)
  const { rows } = await sql`select pace, failing_since is null as well from push_device`.execute(server.app.db)
  expect(rows).toEqual([{ pace: 'slow', well: false }])
  service.answer = (response) => void response.writeHead(201).end()
  await say(aiko, roomId, `${toBen()} 2`)
  expect(await pushed()).toHaveLength(1)
  const again = await sql`select pace, failing_since is null as well from push_device`.execute(server.app.db)
  expect(again.rows).toEqual([{ pace: 'quick', well: true }])
})

test('texts are cut between characters as people take them', () => {
  expect(cut('abc', 3)).toBe('abc')
  expect(cut('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 30)).toBe('👨‍👩‍👧‍👦…')
  expect(cut('がががが', 9)).toBe('がが…')
})
