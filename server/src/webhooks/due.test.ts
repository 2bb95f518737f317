import { createHmac } from 'node:crypto'
import { api, type Message, WEBHOOK_ATTEMPTS, type Webhook } from '@naniwa/contract'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRelay } from '../events/relay.ts'
import { sendFile } from '../testing/files.ts'
import { type Received, receiver } from '../testing/receiver.ts'
import { makeGroup, overHttp, say } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { queueDue } from './delivery/queue.ts'
import { webhookReactors } from './react.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer({ NANIWA_WEBHOOK_LOOPBACK: 'on' })
})
afterAll(() => server.close())

const deed = fc.record({
  what: fc.constantFrom('send', 'mention', 'all', 'edit', 'address', 'delete', 'react'),
  at: fc.nat(),
  drain: fc.boolean(),
})
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

interface Due {
  readonly event: string
  readonly message_id: string
  readonly body: string | undefined
}

/** Does what is said, and answers with what aiko's two webhooks are due. */
async function play(ben: ReturnType<typeof overHttp>, roomId: number, deeds: readonly Deed[]): Promise<Due[]> {
  const { accountId } = server.people.aiko
  const due: Due[] = []
  const live: Message[] = []
  for (const { what, at, drain } of deeds) {
    server.app.clock.advance(1_000)
    if (drain) await server.app.drain()
    const place = live.length > 0 ? at % live.length : -1
    const before = live[place]
    if (what === 'send' || what === 'mention' || what === 'all') {
      const body = { send: `言 ${at}`, mention: `[To:${accountId}] ${at}`, all: `[toall] ${at}` }[what]
      const message = await say(ben, roomId, body)
      live.push(message)
      due.push({ event: 'message_created', message_id: message.id, body })
      if (what !== 'send') due.push({ event: 'mention_to_me', message_id: message.id, body })
    } else if (before && (what === 'edit' || what === 'address')) {
      const body = what === 'edit' ? `改 ${at}` : `[To:${accountId}] 改 ${at}`
      const message = await ben.call(api.messages.edit, { roomId, id: before.id, body })
      live[place] = message
      if (message.body === before.body) continue
      due.push({ event: 'message_updated', message_id: message.id, body })
      if (what === 'address' && !before.mentions.includes(accountId))
        due.push({ event: 'mention_to_me', message_id: message.id, body })
    } else if (before && what === 'delete') {
      await ben.call(api.messages.delete, { roomId, id: before.id })
      live.splice(place, 1)
      due.push({ event: 'message_deleted', message_id: before.id, body: '[deleted]' })
    } else if (before && what === 'react') {
      const on = before.reactions.length === 0
      live[place] = await ben.call(api.messages.react, { roomId, id: before.id, emoji: '👍', on })
      due.push({ event: on ? 'reaction_added' : 'reaction_removed', message_id: before.id, body: undefined })
    }
  }
  return due
}

function isSigned({ headers, query, body }: Received, webhooks: readonly Webhook[]): boolean {
  const webhook = webhooks.find(({ id }) => String(id) === JSON.parse(body).webhook_setting_id)
  const key = Buffer.from(webhook?.token ?? '', 'base64')
  const signature = createHmac('sha256', key).update(body).digest('base64')
  return headers['x-chatworkwebhooksignature'] === signature && query.get('chatwork_webhook_signature') === signature
}

test('each change is told exactly as due, at least once, and every signature verifies, whatever the receiver answers', async () => {
  const { people, app } = server
  const [aiko, ben] = [overHttp(server, people.aiko), overHttp(server, people.ben)]
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { maxLength: 14 }),
      fc.array(fc.boolean(), { maxLength: 6 }),
      async (deeds, fails) => {
        const program = await receiver()
        program.answer = (response) => response.writeHead(fails[program.received.length % 7] ? 500 : 200).end()
        const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
        await app.drain()
        const common = { name: 'x', url: program.url, retries: true }
        const events = [
          ...(['message_created', 'message_updated', 'message_deleted'] as const),
          ...(['reaction_added', 'reaction_removed'] as const),
        ]
        const webhooks = [
          await aiko.call(api.webhooks.create, { ...common, subject: { kind: 'room', roomId, events } }),
          await aiko.call(api.webhooks.create, { ...common, subject: { kind: 'mentions' } }),
        ]
        const due = await play(ben, roomId, deeds)
        for (let attempt = 0; attempt < WEBHOOK_ATTEMPTS; attempt++) {
          await queueDue(app)
          await app.drain()
          app.clock.advance(60 * 60_000)
        }
        const told = [...new Set(program.received.map(({ body }) => body))].map((body) => {
          const { webhook_event_type: event, webhook_event } = JSON.parse(body)
          return { event, message_id: webhook_event.message_id, body: webhook_event.body }
        })
        const order = (a: Due, b: Due) => JSON.stringify(a).localeCompare(JSON.stringify(b))
        expect(told.sort(order)).toEqual(due.sort(order))
        expect(program.received.every((one) => isSigned(one, webhooks))).toBe(true)
        for (const { id } of webhooks) await aiko.call(api.webhooks.delete, { id })
        await program.close()
      },
    ),
    { numRuns: 8 },
  )
}, 120_000)

test('a file that is sent and deleted is told of', async () => {
  const { people, app } = server
  const aiko = overHttp(server, people.aiko)
  const program = await receiver()
  const { roomId } = people.aiko
  const subject = { kind: 'room' as const, roomId, events: ['file_created' as const, 'file_deleted' as const] }
  const { id } = await aiko.call(api.webhooks.create, { name: 'x', url: program.url, subject })
  const file = await sendFile(server, people.aiko, { roomId, name: '図面.txt' })
  await aiko.call(api.files.delete, { roomId, id: file.id })
  await app.drain()
  const told = program.received.map(({ body }) => JSON.parse(body))
  expect(told.map((one) => one.webhook_event_type).sort()).toEqual(['file_created', 'file_deleted'])
  expect(told.every((one) => one.webhook_event.file_id === file.id && one.webhook_event.filename === '図面.txt')).toBe(
    true,
  )
  await aiko.call(api.webhooks.delete, { id })
  await program.close()
})

test('receivers that do not answer, whatever waits for them, hold nobody else up', async () => {
  const { people, app } = server
  const [dead, healthy] = [await receiver(), await receiver()]
  const [aiko, ben] = [overHttp(server, people.aiko), overHttp(server, people.ben)]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const subject = { kind: 'room' as const, roomId, events: ['message_created' as const] }
  for (let n = 0; n < 5; n++) await aiko.call(api.webhooks.create, { name: `dead ${n}`, url: dead.url, subject })
  await app.drain()
  const asked = Promise.withResolvers<void>()
  const told = Promise.withResolvers<void>()
  const held: (() => void)[] = []
  dead.answer = (response) => {
    held.push(() => response.end())
    if (held.length === 20) asked.resolve()
  }
  healthy.answer = (response) => {
    response.end()
    told.resolve()
  }
  // Longer than the slowest machine takes: those given up would make room for others.
  const reactors = webhookReactors({ timeLimit: 3_600_000 })
  for (let n = 0; n < 20; n++) await say(ben, roomId, `知らせ ${n}`)
  const spreading = await startRelay(app, app.databaseUrl, reactors.slice(0, 1))
  await spreading.drain()
  await spreading.stop()
  const relay = await startRelay(app, app.databaseUrl, reactors)
  // Each of the five is asked four things at a time, and no more while it does not answer.
  await asked.promise
  await ben.call(api.webhooks.create, { name: 'healthy', url: healthy.url, subject })
  app.clock.advance(1)
  await say(aiko, roomId, 'とどく')
  await told.promise
  expect(held).toHaveLength(20)
  dead.answer = (response) => response.end()
  for (const release of held) release()
  // What found its receiver busy comes again in its own time.
  await expect.poll(() => new Set(dead.received.map(({ body }) => body)).size, { timeout: 100_000 }).toBe(5 * 21)
  await relay.stop()
  for (const table of ['webhook', 'webhook_delivery', 'watch'])
    await sql`delete from ${sql.table(table)}`.execute(app.db)
  await Promise.all([dead.close(), healthy.close()])
})
