import { createHmac } from 'node:crypto'
import { api, type CallOf, type Webhook, type WebhookSubject } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Received, type Receiver, receiver } from '../testing/receiver.ts'
import { makeGroup, outcome, overHttp, say } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { queueDue } from './delivery/queue.ts'
import { sweepDeliveries } from './delivery/sweep.ts'

let server: TestServer
let program: Receiver
type Caller = ReturnType<typeof overHttp>
let aiko: Caller
let ben: Caller
let dai: Caller
let roomId: number

beforeAll(async () => {
  server = await testServer({ NANIWA_WEBHOOK_LOOPBACK: 'on' })
  const { people } = server
  aiko = overHttp(server, people.aiko)
  ben = overHttp(server, people.ben)
  dai = overHttp(server, people.dai)
})
beforeEach(async () => {
  program = await receiver()
  roomId = (await makeGroup(aiko, [[server.people.ben, 'member']])).id
})
afterEach(async () => {
  await server.app.drain()
  for (const table of ['webhook', 'webhook_delivery', 'watch'])
    await sql`delete from ${sql.table(table)}`.execute(server.app.db)
  await program.close()
})
afterAll(() => server.close())

type Making = Partial<CallOf<typeof api.webhooks.create>>

function make(caller: Caller, more: Making = {}): Promise<Webhook> {
  const subject: WebhookSubject = { kind: 'room', roomId, events: ['message_created', 'message_updated'] }
  return caller.call(api.webhooks.create, {
    name: '出荷連絡',
    url: `${program.url}/in`,
    subject,
    retries: false,
    ...more,
  })
}

/** What the program has received once everything has happened, told from before. */
async function heard(): Promise<Received[]> {
  const before = program.received.length
  await server.app.drain()
  return program.received.slice(before)
}

function eventsOf(received: readonly Received[]): string[] {
  return received.map(({ body }) => JSON.parse(body).webhook_event_type)
}

/** As receivers do it. */
function verifies({ headers, query, body }: Received, token: string): boolean {
  const signature = createHmac('sha256', Buffer.from(token, 'base64')).update(body).digest('base64')
  return headers['x-chatworkwebhooksignature'] === signature && query.get('chatwork_webhook_signature') === signature
}

async function deliveriesOf({ id }: Webhook, caller: Caller = aiko) {
  return (await caller.call(api.webhooks.deliveries, { id })).deliveries
}

test('nobody makes a webhook for a room they are not in, and nobody sees or touches another’s', async () => {
  expect(await outcome(make(overHttp(server)))).toBe('unauthenticated')
  expect(await outcome(make(dai))).toBe('not_found')
  const { id } = await make(aiko)
  expect(await ben.call(api.webhooks.list, {})).toEqual({ webhooks: [] })
  for (const [endpoint, input] of [
    [api.webhooks.edit, { id, state: 'off' }],
    [api.webhooks.delete, { id }],
    [api.webhooks.rotate, { id }],
    [api.webhooks.test, { id }],
    [api.webhooks.deliveries, { id }],
    [api.webhooks.redeliver, { id, deliveryId: 1 }],
  ] as const) {
    expect(await outcome(overHttp(server).call(endpoint, input as never))).toBe('unauthenticated')
    expect(await outcome(ben.call(endpoint, input as never))).toBe('not_found')
  }
  const elsewhere: WebhookSubject = { kind: 'room', roomId: server.people.dai.roomId, events: ['message_created'] }
  expect(await outcome(aiko.call(api.webhooks.edit, { id, subject: elsewhere }))).toBe('not_found')
})

test('an account has five, and only at addresses that may be reached', async () => {
  for (let n = 0; n < 5; n++) await make(aiko)
  expect(await outcome(make(aiko))).toBe('limit_reached')
  expect((await aiko.call(api.webhooks.list, {})).webhooks).toHaveLength(5)
  for (const url of [
    'http://example.com/',
    'ftp://example.com/',
    'https://a:b@example.com/',
    'https://example.com/#x',
    'x',
  ])
    expect(await outcome(make(ben, { url })), url).toBe('invalid_input')
  const strict = await testServer()
  const own = { kind: 'mentions' } as const
  const input = { name: 'x', url: 'http://127.0.0.1:9/', subject: own }
  expect(await outcome(overHttp(strict, strict.people.ben).call(api.webhooks.create, input))).toBe('invalid_input')
  await strict.close()
})

test('a new message is told in the documented envelope, signed in the header and in the query', async () => {
  const { id, token } = await make(aiko, { url: `${program.url}/in?key=a%20b` })
  const message = await say(ben, roomId, '出荷しました (y)\nよろしく')
  const [received, ...more] = (await heard()) as [Received]
  expect(more).toEqual([])
  const seconds = Math.floor(message.createdAt / 1_000)
  expect(received.body).toBe(
    `{"webhook_setting_id":"${id}","webhook_event_type":"message_created","webhook_event_time":${seconds},` +
      `"webhook_event":{"message_id":"${message.id}","room_id":${roomId},"account_id":${server.people.ben.accountId},` +
      `"body":"出荷しました (y)\\nよろしく","send_time":${seconds},"update_time":0}}`,
  )
  expect(verifies(received, token)).toBe(true)
  expect([received.path, received.query.get('key')]).toEqual(['/in', 'a b'])
  expect(received.headers).toMatchObject({ 'content-type': 'application/json' })
  expect(received.headers['user-agent']).toMatch(/^ChatWork-Webhook\/\d/)
})

test('an edit and a mention are told in their documented envelopes', async () => {
  const { people } = server
  const edits = await make(aiko)
  const mentions = await make(aiko, { subject: { kind: 'mentions' } })
  const message = await say(ben, roomId, 'おはよう')
  server.app.clock.advance(5_000)
  const body = `[To:${people.aiko.accountId}]Aikoさん`
  const edited = await ben.call(api.messages.edit, { roomId, id: message.id, body })
  const received = await heard()
  const sent = Math.floor(message.createdAt / 1_000)
  const times = `"send_time":${sent},"update_time":${sent + 5}`
  expect(received.map((one) => one.body).sort()).toEqual(
    [
      `{"webhook_setting_id":"${edits.id}","webhook_event_type":"message_created","webhook_event_time":${sent},"webhook_event":{"message_id":"${message.id}","room_id":${roomId},"account_id":${people.ben.accountId},"body":"おはよう","send_time":${sent},"update_time":0}}`,
      `{"webhook_setting_id":"${edits.id}","webhook_event_type":"message_updated","webhook_event_time":${sent + 5},"webhook_event":{"message_id":"${message.id}","room_id":${roomId},"account_id":${people.ben.accountId},"body":"${body}",${times}}}`,
      `{"webhook_setting_id":"${mentions.id}","webhook_event_type":"mention_to_me","webhook_event_time":${sent + 5},"webhook_event":{"from_account_id":${people.ben.accountId},"to_account_id":${people.aiko.accountId},"room_id":${roomId},"message_id":"${message.id}","body":"${body}",${times}}}`,
    ].sort(),
  )
  await ben.call(api.messages.edit, { roomId, id: edited.id, body: `${body} です` })
  expect(eventsOf(await heard())).toEqual(['message_updated'])
})

test('mentions are told from whatever room, by name, by reply and to all, and never of oneself', async () => {
  const { people } = server
  await make(aiko, { subject: { kind: 'mentions' } })
  const { roomId: direct } = { roomId: (await ben.call(api.rooms.direct, { accountId: people.aiko.accountId })).id }
  const first = await say(aiko, roomId, `[To:${people.ben.accountId}] [toall] 皆さん`)
  await say(ben, roomId, `[To:${people.chie.accountId}] いない人`)
  expect(await heard()).toEqual([])
  await say(ben, direct, `[To:${people.aiko.accountId}]さん`)
  await say(ben, roomId, `[rp aid=${people.aiko.accountId} to=${roomId}-${first.id}]はい`)
  await say(ben, roomId, '[toall] 会議です')
  const told = (await heard()).map(({ body }) => JSON.parse(body).webhook_event)
  expect(told.map(({ room_id }) => room_id).sort()).toEqual([direct, roomId, roomId].sort())
  expect(told.every(({ to_account_id }) => to_account_id === people.aiko.accountId)).toBe(true)
})

test('beyond the original, whatever is done in the room is told', async () => {
  const { people } = server
  const events = [
    ...([
      'message_deleted',
      'reaction_added',
      'reaction_removed',
      'task_created',
      'task_updated',
      'task_done',
    ] as const),
    ...(['task_reopened', 'task_deleted', 'member_added', 'member_role_changed', 'member_removed'] as const),
  ]
  await make(aiko, { subject: { kind: 'room', roomId, events } })
  const { id } = await say(ben, roomId, '見本')
  for (const on of [true, false]) await aiko.call(api.messages.react, { roomId, id, emoji: '👍', on })
  await ben.call(api.messages.delete, { roomId, id })
  const due = { type: 'time', at: Date.UTC(2026, 11, 1) } as const
  const input = { roomId, accountIds: [people.ben.accountId], body: '箱を数える', due }
  const [task] = (await aiko.call(api.tasks.create, input)).tasks
  const place = { roomId, id: task?.id as number }
  await ben.call(api.tasks.edit, { ...place, body: '箱を二度数える' })
  await ben.call(api.tasks.setStatus, { ...place, status: 'done' })
  await ben.call(api.tasks.setStatus, { ...place, status: 'open' })
  await ben.call(api.tasks.delete, place)
  await aiko.call(api.members.add, { roomId, members: [{ accountId: people.chie.accountId, role: 'member' }] })
  await aiko.call(api.members.setRole, { roomId, accountId: people.chie.accountId, role: 'readonly' })
  await aiko.call(api.members.remove, { roomId, accountId: people.chie.accountId })
  const received = await heard()
  expect(eventsOf(received).sort()).toEqual([...events].sort())
  const told = new Map(
    received.map(({ body }) => [JSON.parse(body).webhook_event_type, JSON.parse(body).webhook_event]),
  )
  expect(told.get('message_deleted')).toMatchObject({ message_id: id, body: '[deleted]' })
  expect(told.get('reaction_added')).toEqual({
    ...{ message_id: id, room_id: roomId, account_id: people.aiko.accountId, emoji: '👍' },
  })
  expect(told.get('task_updated')).toEqual({
    ...{ task_id: place.id, room_id: roomId, account_id: people.ben.accountId, body: '箱を二度数える' },
    ...{ assigned_by_account_id: people.aiko.accountId, message_id: task?.messageId, status: 'open' },
    ...{ limit_time: due.at / 1_000, limit_type: 'time' },
  })
  expect(told.get('member_removed')).toEqual({ room_id: roomId, account_id: people.chie.accountId, role: '' })
})

test('who is no longer in the room is told nothing more, not even what was waiting', async () => {
  const webhook = await make(ben)
  await say(aiko, roomId, '一')
  await aiko.call(api.members.remove, { roomId, accountId: server.people.ben.accountId })
  await say(aiko, roomId, '二')
  expect(await heard()).toEqual([])
  expect(await deliveriesOf(webhook, ben)).toEqual([])
  await aiko.call(api.members.add, { roomId, members: [{ accountId: server.people.ben.accountId, role: 'member' }] })
  const failing = await make(aiko, { retries: true })
  program.answer = (response) => response.writeHead(500).end()
  await say(ben, roomId, '三')
  await server.app.drain()
  await aiko.call(api.members.setRole, { roomId, accountId: server.people.ben.accountId, role: 'admin' })
  await aiko.call(api.rooms.leave, { roomId })
  server.app.clock.advance(60_000)
  await queueDue(server.app)
  const before = program.received.length
  await server.app.drain()
  expect(program.received.slice(before).map(({ body }) => JSON.parse(body).webhook_setting_id)).not.toContain(
    String(failing.id),
  )
  expect(await deliveriesOf(failing)).toEqual([])
})

test('switched off, changed and deleted, a webhook is told what it is due then', async () => {
  const { id } = await make(aiko)
  await aiko.call(api.webhooks.edit, { id, state: 'off' })
  await say(ben, roomId, '一')
  expect(await heard()).toEqual([])
  await aiko.call(api.webhooks.edit, { id, state: 'on', name: '変更', url: `${program.url}/new` })
  await say(ben, roomId, '二')
  expect((await heard()).map(({ path }) => path)).toEqual(['/new'])
  await aiko.call(api.webhooks.edit, { id, subject: { kind: 'room', roomId, events: ['message_deleted'] } })
  await ben.call(api.messages.delete, { roomId, id: (await say(ben, roomId, '三')).id })
  expect(eventsOf(await heard())).toEqual(['message_deleted'])
  await aiko.call(api.webhooks.delete, { id })
  await say(ben, roomId, '四')
  expect(await heard()).toEqual([])
  expect(await aiko.call(api.webhooks.list, {})).toEqual({ webhooks: [] })
  const { rows } = await sql`select from watch`.execute(server.app.db)
  expect(rows).toEqual([])
})

test('where nobody watches, a change leaves no word for anybody', async () => {
  await say(ben, roomId, '静か')
  await aiko.call(api.members.setRole, { roomId, accountId: server.people.ben.accountId, role: 'admin' })
  const { rows } = await sql`select from outbox where topic = 'happened'`.execute(server.app.db)
  expect(rows).toEqual([])
})

const answers = [
  ['200 with 2,048 bytes', 200, 'x'.repeat(2_048), null],
  ['204', 204, '', null],
  ['200 with a byte more', 200, 'x'.repeat(2_049), 'too_long'],
  ['a redirect', 302, '', 'status'],
  ['401', 401, 'who?', 'status'],
  ['503', 503, 'later', 'status'],
] as const

test.each(answers)('%s is kept with what came back', async (_, status, body, problem) => {
  const webhook = await make(aiko)
  program.answer = (response) => response.writeHead(status, { location: `${program.url}/elsewhere` }).end(body)
  await say(ben, roomId, 'どうぞ')
  expect(await heard()).toHaveLength(1)
  expect(await deliveriesOf(webhook)).toMatchObject([
    {
      state: problem ? 'failed' : 'delivered',
      attempts: 1,
      status,
      problem,
      answer: body.slice(0, 2_048),
      dueAt: null,
    },
  ])
})

test('no answer, no such machine and a private one are told apart', async () => {
  const webhooks = [
    await make(aiko),
    await make(aiko, { url: 'http://127.0.0.1:1/' }),
    await make(aiko, { url: 'https://10.0.0.8/' }),
    await make(aiko, { url: 'https://[fd00::1]:8443/' }),
  ]
  program.answer = () => {}
  await say(ben, roomId, 'どうぞ')
  await server.app.drain()
  const problems = await Promise.all(webhooks.map(async (one) => (await deliveriesOf(one))[0]?.problem))
  expect(problems).toEqual(['time', 'network', 'address', 'address'])
})

test('with retries, a failed delivery comes again after ever longer pauses, eight times in all, with the same bytes', async () => {
  const webhook = await make(aiko, { retries: true })
  program.answer = (response) => response.writeHead(503).end()
  await say(ben, roomId, '大事')
  const [first] = (await heard()) as [Received]
  for (let pause = 30_000; pause <= 64 * 30_000; pause *= 2) {
    server.app.clock.advance(pause - 1)
    await queueDue(server.app)
    expect(await heard()).toEqual([])
    server.app.clock.advance(1)
    await queueDue(server.app)
    expect((await heard()).map(({ body }) => body)).toEqual([first.body])
  }
  server.app.clock.advance(24 * 60 * 60_000)
  await queueDue(server.app)
  expect(await heard()).toEqual([])
  const [delivery] = await deliveriesOf(webhook)
  expect(delivery).toMatchObject({ state: 'failed', attempts: 8 })
  program.answer = (response) => response.end('ok')
  await aiko.call(api.webhooks.redeliver, { id: webhook.id, deliveryId: delivery?.id as number })
  expect((await heard()).map(({ body }) => body)).toEqual([first.body])
  expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'delivered', attempts: 9, answer: 'ok', problem: null }])
})

test('a receiver that asks to be left alone for longer is', async () => {
  await make(aiko, { retries: true })
  program.answer = (response) => response.writeHead(429, { 'retry-after': '120' }).end()
  await say(ben, roomId, '大事')
  await server.app.drain()
  server.app.clock.advance(119_000)
  await queueDue(server.app)
  expect(await heard()).toEqual([])
  server.app.clock.advance(1_000)
  await queueDue(server.app)
  expect(await heard()).toHaveLength(1)
})

test('when most attempts fail the webhook is stopped, and its owner is told once', async () => {
  const webhook = await make(aiko)
  program.answer = (response) => response.writeHead(500).end()
  for (let n = 0; n < 4; n++) {
    program.answer = (response) => response.end()
    await say(ben, roomId, 'よい')
    await server.app.drain()
  }
  program.answer = (response) => response.writeHead(500).end()
  const mails = server.app.mails.length
  for (let n = 0; n < 15; n++) await say(ben, roomId, 'だめ')
  await server.app.drain()
  expect(await aiko.call(api.webhooks.list, {})).toMatchObject({ webhooks: [{ state: 'on', failures: 15 }] })
  for (let n = 0; n < 3; n++) await say(ben, roomId, 'まだだめ')
  await server.app.drain()
  expect(await aiko.call(api.webhooks.list, {})).toMatchObject({ webhooks: [{ state: 'stopped' }] })
  const told = server.app.mails.slice(mails)
  expect(told).toMatchObject([{ to: 'aiko@example.com', subject: 'Webhook「出荷連絡」を停止しました' }])
  expect(told[0]?.text).toContain(webhook.url)
  await say(ben, roomId, '静か')
  expect(await heard()).toEqual([])
  program.answer = (response) => response.end()
  const again = await aiko.call(api.webhooks.edit, { id: webhook.id, state: 'on' })
  expect(again).toMatchObject({ state: 'on', failures: null })
  await say(ben, roomId, 'もう一度')
  expect(await heard()).toHaveLength(1)
})

test('while a new token waits, both sign; then it alone does', async () => {
  const { id, token } = await make(aiko)
  const { next } = await aiko.call(api.webhooks.rotate, { id, hours: 24 })
  expect(next?.token).not.toBe(token)
  const signs = ({ headers, body }: Received, key: string) =>
    String(headers['x-naniwa-signature'])
      .split(', ')
      .includes(`v1=${createHmac('sha256', Buffer.from(key, 'base64')).update(body).digest('base64')}`)
  await say(ben, roomId, '一')
  const [during] = (await heard()) as [Received]
  expect([verifies(during, token), signs(during, token), signs(during, next?.token as string)]).toEqual([
    true,
    true,
    true,
  ])
  server.app.clock.advance(24 * 60 * 60_000)
  await say(ben, roomId, '二')
  const [after] = (await heard()) as [Received]
  expect([verifies(after, next?.token as string), signs(after, token)]).toEqual([true, false])
  expect(await aiko.call(api.webhooks.list, {})).toMatchObject({ webhooks: [{ token: next?.token, next: null }] })
  const waiting = await aiko.call(api.webhooks.rotate, { id, hours: 5 })
  const atOnce = await aiko.call(api.webhooks.rotate, { id, hours: 0 })
  expect(atOnce).toMatchObject({ token: waiting.next?.token, next: null })
})

test('a trial sends an invented event of its kind, also while the webhook is off', async () => {
  for (const event of ['message_created', 'reaction_added', 'task_done', 'file_created', 'member_removed'] as const) {
    const { id, token } = await make(aiko, { subject: { kind: 'room', roomId, events: [event] } })
    await aiko.call(api.webhooks.edit, { id, state: 'off' })
    expect(await aiko.call(api.webhooks.test, { id })).toMatchObject({ event, trial: true, state: 'waiting' })
    const received = await heard()
    expect(eventsOf(received)).toEqual([event])
    expect(verifies(received[0] as Received, token)).toBe(true)
    await aiko.call(api.webhooks.delete, { id })
  }
})

test('the record is paged, holds failures apart, and is kept for two weeks', async () => {
  const webhook = await make(aiko)
  for (const status of [200, 500, 200]) {
    program.answer = (response) => response.writeHead(status).end()
    server.app.clock.advance(1_000)
    await say(ben, roomId, String(status))
    await server.app.drain()
  }
  const { id } = webhook
  const newest = await aiko.call(api.webhooks.deliveries, { id, limit: 2 })
  expect([newest.deliveries.map(({ status }) => status), newest.failed]).toEqual([[200, 500], 1])
  const before = newest.deliveries[1]?.id as number
  expect((await aiko.call(api.webhooks.deliveries, { id, before })).deliveries).toHaveLength(1)
  expect((await aiko.call(api.webhooks.deliveries, { id, state: 'failed' })).deliveries).toMatchObject([
    { status: 500 },
  ])
  await sweepDeliveries(server.app)
  expect(await deliveriesOf(webhook)).toHaveLength(3)
  server.app.clock.advance(14 * 24 * 60 * 60_000 + 1)
  await sweepDeliveries(server.app)
  expect(await deliveriesOf(webhook)).toEqual([])
})
