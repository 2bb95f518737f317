import { api, type CallOf, PUSH_DEVICES } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Later } from '../events/react.ts'
import { startRelay } from '../events/relay.ts'
import { cut } from '../messages/words.ts'
import { pushService, subscription, vapidClaims } from '../testing/push.ts'
import { makeGroup, outcome, overHttp, say } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { spreadSaid } from './deliver.ts'
import { pushReactors } from './react.ts'
import { state } from './state.ts'
import { subscribe } from './subscribe.ts'

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

test('a private address is never asked', async () => {
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
  expect(one.headers).toMatchObject({
    'content-encoding': 'aes128gcm',
    topic: `room-${roomId.toString(36)}`,
    ttl: '86400',
  })
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

test('while one device hangs, the next is told', async () => {
  const bot = overHttp(server, server.people.bot)
  await aiko.call(api.members.add, { roomId, members: [{ accountId: server.people.bot.accountId, role: 'member' }] })
  for (const [caller, name] of [
    [ben, 'hangs'],
    [bot, 'well'],
  ] as const)
    await on(caller, { endpoint: `${service.url}/${name}` })
  await server.app.drain()
  const open: string[] = []
  const told = new Promise<void>((resolve) => {
    service.answer = (response, { path }) => {
      open.push(path)
      if (open.length === 2) resolve()
      if (path === '/well') response.writeHead(201).end()
    }
  })
  await say(aiko, roomId, '[toall] 二人へ')
  const reactors = pushReactors({ timeLimit: 60_000 }).map((reactor) => ({ ...reactor, after: 0 }))
  const relay = await startRelay(server.app, server.app.databaseUrl, reactors)
  await told
  await service.close()
  service = await pushService()
  await relay.stop()
  expect(open.sort()).toEqual(['/hangs', '/well'])
  await sql`delete from account_outbox`.execute(server.app.db)
})

test('a message costs a job only where somebody has a device that is told of such', async () => {
  const relay = await startRelay(server.app, server.app.databaseUrl, pushReactors())
  const jobs = async (body: string) => {
    await say(aiko, roomId, body)
    await relay.drain()
    const { rows } = await sql<{ name: string }>`
      delete from pgboss.job where name like 'push-%' returning name
    `.execute(server.app.db)
    return rows.map(({ name }) => name)
  }
  const toSomebody = `${toBen()} どうですか`
  await sql`delete from pgboss.job`.execute(server.app.db)
  expect([await jobs('誰もいない'), await jobs(toSomebody)]).toEqual([[], []])
  await on(ben)
  expect([await jobs('みなさん'), await jobs(toSomebody)]).toEqual([[], ['push-messages']])
  await on(ben, { which: 'all' })
  expect(await jobs('みなさん')).toEqual(['push-messages'])
  await on(ben, { which: 'off' })
  expect(await jobs(toSomebody)).toEqual([])
  await relay.stop()
})

test('who closed the lid a moment ago is told when that is known, who went on working is not', async () => {
  await on(ben)
  for (const [isThere, count] of [
    [false, 1],
    [true, 0],
  ] as const) {
    await ben.call(api.sessions.here, { state: 'here' })
    const { id } = await say(aiko, roomId, `${toBen()} 1`)
    await sql`delete from outbox`.execute(server.app.db)
    await spreadSaid(server.app, { roomId, id, payload: {} })
    server.app.clock.advance(2 * 60_000)
    if (isThere) await ben.call(api.sessions.here, { state: 'here' })
    expect(await pushed()).toHaveLength(count)
  }
})

test('of too many devices the oldest goes', async () => {
  const { accountId, sessionId } = server.people.ben
  await on(ben)
  await sql`
    with more as (
      insert into session (account_id, id, token_hash, user_agent, address, created_at, last_seen_at)
      select account_id, id + n, 'more ' || n, user_agent, address, created_at, last_seen_at
      from session, generate_series(1, ${PUSH_DEVICES}::int) n where account_id = ${accountId} and id = ${sessionId}
      returning account_id, id
    ) select from more
  `.execute(server.app.db)
  await sql`
    insert into push_device (account_id, session_id, endpoint, p256dh, auth, which, hidden, created_at)
    select account_id, id, 'https://push.example/', '', '', 'off', false, ${server.app.clock.now()}::timestamptz + interval '1 second'
    from session where account_id = ${accountId} and id > ${sessionId} and id <= ${sessionId + PUSH_DEVICES}
  `.execute(server.app.db)
  await on(ben)
  expect(await isOn(ben)).toBe(false)
  const { rows } = await sql`select from push_device where account_id = ${accountId}`.execute(server.app.db)
  expect(rows).toHaveLength(PUSH_DEVICES)
})

test('a server that does not push says so, takes no device and queues nothing', async () => {
  const off = { ...server.app, config: { ...server.app.config, push: 'off' as const } }
  const { input } = subscription(`${service.url}/device`)
  expect(await state(off, server.people.ben)).toEqual({ key: null, on: false })
  expect(await outcome(subscribe(off, server.people.ben, input))).toBe('forbidden')
  const row = { roomId, id: '1', payload: { links: false } }
  for (const [app, count] of [
    [server.app, 4],
    [off, 0],
  ] as const)
    expect(pushReactors().filter(({ wants }) => wants?.(row, app))).toHaveLength(count)
})

test('texts are cut between characters as people take them', () => {
  expect(cut('abc', 3)).toBe('abc')
  expect(cut('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 30)).toBe('👨‍👩‍👧‍👦…')
  expect(cut('がががが', 9)).toBe('がが…')
})
