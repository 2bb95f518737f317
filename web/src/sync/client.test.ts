import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Client, createClient } from './client.ts'
import { FakeClock, FakeServer, FakeSocket, ME, OTHER, settle } from './fake-server.ts'
import { memoryStorage } from './memory-storage.ts'
import type { Storage } from './ports.ts'

let clock: FakeClock
let server: FakeServer
let storage: Storage
const clients: Client[] = []
const reports: unknown[] = []

beforeEach(() => {
  clock = new FakeClock()
  server = new FakeServer()
  storage = memoryStorage()
  server.addRoom(7)
})

afterEach(() => {
  for (const client of clients.splice(0)) client.stop()
  expect(reports.splice(0)).toEqual([])
})

async function visit(on: Storage = storage): Promise<Client> {
  const socket = class extends FakeSocket {
    constructor() {
      super(server)
    }
  }
  const client = createClient({
    accountId: ME,
    url: 'http://chat.example',
    WebSocket: socket,
    fetch: (async () => Response.json({ error: server.httpError }, { status: 401 })) as typeof fetch,
    storage: on,
    clock,
    random: () => 0.5,
    report: (error) => reports.push(error),
  })
  clients.push(client)
  await client.start()
  await clock.pass(1)
  return client
}

async function open(client: Client, roomId = 7): Promise<void> {
  client.reader.open(roomId)
  await clock.pass(1)
}

function bodies(client: Client, roomId = 7): string[] {
  return client.timelines.get(roomId)?.messages.map(({ body }) => body) ?? []
}

function shown(client: Client, roomId = 7): string[] {
  const view = client.timelines.get(roomId)
  return [...bodies(client, roomId), ...(view?.entries.map(({ body, state }) => `${body} (${state})`) ?? [])]
}

function count(name: string): number {
  return server.calls.filter((call) => call.name === name).length
}

describe('catching up', () => {
  test('a first visit reads all rooms and goes live', async () => {
    server.post(7, OTHER, 'hello')
    const client = await visit()
    expect(client.status).toEqual({ kind: 'live' })
    expect(client.rooms.all()).toMatchObject([{ id: 7, unread: 1 }])
  })

  test('what is heard while reading is applied after it', async () => {
    server.isSlow = true
    const client = await visit()
    server.post(7, OTHER, 'in between')
    server.answer()
    await clock.pass(1)
    await open(client)
    expect(bodies(client)).toEqual(['in between'])
    expect(client.rooms.get(7)?.unread).toBe(1)
  })

  test('a lost frame is asked for after a short wait', async () => {
    const client = await visit()
    await open(client)
    server.isDeaf = true
    server.post(7, OTHER, 'lost')
    server.isDeaf = false
    server.post(7, OTHER, 'heard')
    await settle()
    expect(bodies(client)).toEqual([])
    await clock.pass(400)
    expect(bodies(client)).toEqual(['lost', 'heard'])
  })

  test('frames out of turn are put in order without asking', async () => {
    const client = await visit()
    await open(client)
    const asked = server.calls.length
    server.isDeaf = true
    const first = server.post(7, OTHER, 'first')
    const second = server.post(7, OTHER, 'second')
    server.isDeaf = false
    server.tell({ event: 'message', data: second })
    server.tell({ event: 'message', data: first })
    server.tell({ event: 'message', data: first })
    await clock.pass(1_000)
    expect(bodies(client)).toEqual(['first', 'second'])
    expect(server.calls.length).toBe(asked)
  })

  test('a heartbeat reveals a lost last frame', async () => {
    const client = await visit()
    await open(client)
    server.isDeaf = true
    server.post(7, OTHER, 'lost')
    server.isDeaf = false
    server.heartbeat()
    await clock.pass(400)
    expect(bodies(client)).toEqual(['lost'])
  })

  test('edits made while away arrive', async () => {
    const client = await visit()
    await open(client)
    server.post(7, OTHER, 'before')
    await settle()
    server.isDown = true
    server.cut()
    server.edit(7, 1, 'after')
    server.post(7, OTHER, 'new')
    server.isDown = false
    await clock.pass(5_000)
    expect(bodies(client)).toEqual(['after', 'new'])
  })

  test('a long backlog drops the messages and reads the newest anew', async () => {
    const client = await visit()
    await open(client)
    server.cut()
    for (let index = 1; index <= 2_600; index++) server.post(7, OTHER, `m${index}`)
    await clock.pass(5_000)
    await clock.pass(1_000)
    const held = bodies(client)
    expect(held.at(-1)).toBe('m2600')
    expect(held.length).toBeLessThan(200)
    expect(client.timelines.get(7)?.atEnd).toBe(true)
    expect(client.rooms.get(7)?.unread).toBe(2_600)
  })

  test('another epoch starts afresh', async () => {
    const client = await visit()
    server.post(7, OTHER, 'undone by the backup')
    await open(client)
    server.epoch = 'second'
    server.rooms.delete(7)
    server.addRoom(8)
    server.cut()
    await clock.pass(5_000)
    expect(client.rooms.all().map(({ id }) => id)).toEqual([8])
  })

  test('a room that appears while live is fetched at once', async () => {
    const client = await visit()
    server.addRoom(9)
    await clock.pass(1)
    expect(client.rooms.get(9)?.name).toBe('room 9')
  })

  test('reconnecting waits as long as the server said', async () => {
    const client = await visit()
    for (const socket of server.sockets) socket.hear({ goodbye: 12_000 })
    await settle()
    server.cut()
    expect(client.status).toEqual({ kind: 'waiting', until: clock.now() + 12_000 })
    await clock.pass(12_001)
    expect(client.status).toEqual({ kind: 'live' })
  })

  test('silence of a minute ends a connection', async () => {
    const client = await visit()
    await clock.pass(61_000)
    expect(count('sync.hello')).toBe(2)
    expect(client.status).toEqual({ kind: 'live' })
  })

  test('a session that ends shows so and does not come back', async () => {
    const client = await visit()
    server.cut(4401)
    await clock.pass(60_000)
    expect(client.status).toEqual({ kind: 'signedOut', reason: 'ended' })
    expect(count('sync.hello')).toBe(1)
  })

  test('a socket that is refused for want of a session shows so', async () => {
    server.isDown = true
    server.httpError = { code: 'unauthenticated', message: '' }
    const client = await visit()
    await clock.pass(1)
    await new Promise((resolve) => setTimeout(resolve))
    expect(client.status).toEqual({ kind: 'signedOut', reason: 'ended' })
  })
})

describe('sending', () => {
  test('a message shows at once, goes once, and is then one of the others', async () => {
    const client = await visit()
    await open(client)
    client.outbox.send(7, 'hi')
    expect(shown(client)).toEqual(['hi (waiting)'])
    await clock.pass(1)
    expect(shown(client)).toEqual(['hi'])
    expect(await storage.all('outbox')).toEqual([])
  })

  test('messages typed offline survive a reload and go in order, once', async () => {
    const client = await visit()
    await open(client)
    server.isDown = true
    server.cut()
    for (const body of ['one', 'two', 'three']) client.outbox.send(7, body)
    await clock.pass(1)
    client.stop()
    server.isDown = false
    const again = await visit()
    await open(again)
    expect(shown(again)).toEqual(['one', 'two', 'three'])
    expect(server.rooms.get(7)?.messages.length).toBe(3)
  })

  test('an answer that was lost is asked for with the same id', async () => {
    const client = await visit()
    await open(client)
    server.isDeaf = true
    server.isSlow = true
    client.outbox.send(7, 'hi')
    await clock.pass(1)
    expect(shown(client)).toEqual(['hi (sending)'])
    server.cut()
    server.answer()
    server.isDeaf = false
    await clock.pass(5_000)
    expect(shown(client)).toEqual(['hi'])
    expect(server.rooms.get(7)?.messages.length).toBe(1)
  })

  test('a refusal keeps the text and says why', async () => {
    const client = await visit()
    await open(client)
    server.refusals.set('messages.send', { reply: 0, error: { code: 'forbidden', message: 'readonly' } })
    const id = client.outbox.send(7, 'hi')
    await clock.pass(1)
    expect(client.timelines.get(7)?.entries).toMatchObject([{ id, state: 'failed', code: 'forbidden' }])
    client.outbox.retry(7, id)
    await clock.pass(1)
    expect(shown(client)).toEqual(['hi'])
  })

  test('too many sends wait as long as the server said', async () => {
    const client = await visit()
    server.refusals.set('messages.send', { reply: 0, error: { code: 'rate_limited', message: '', retryAfter: 3 } })
    client.outbox.send(7, 'hi')
    await clock.pass(2_900)
    expect(count('messages.send')).toBe(1)
    await clock.pass(200)
    expect(count('messages.send')).toBe(2)
    expect(server.rooms.get(7)?.messages.length).toBe(1)
  })
})

describe('reading', () => {
  test('looking at the end marks as read', async () => {
    server.post(7, OTHER, 'hello')
    const client = await visit()
    await open(client)
    expect(client.timelines.get(7)?.line).toEqual({ number: 1, count: 1 })
    client.reading.look(7)
    await clock.pass(500)
    expect(client.rooms.get(7)?.unread).toBe(0)
    expect(server.rooms.get(7)?.mine.readNumber).toBe(1)
  })

  test('marked unread by hand stays so, also when the room is entered again', async () => {
    for (const body of ['a', 'b', 'c']) server.post(7, OTHER, body)
    const client = await visit()
    const close = client.reader.open(7)
    client.reading.look(7)
    await clock.pass(500)
    await client.reading.markUnread(7, 2)
    await clock.pass(2_000)
    expect(client.rooms.get(7)?.unread).toBe(2)
    client.reading.look(null)
    close()
    await open(client)
    client.reading.look(7)
    await clock.pass(2_000)
    expect(client.rooms.get(7)?.unread).toBe(2)
    client.reading.finish(7)
    await clock.pass(1)
    expect(server.rooms.get(7)?.mine.readNumber).toBe(3)
  })

  test('marked unread on another device stays so here', async () => {
    for (const body of ['a', 'b']) server.post(7, OTHER, body)
    const client = await visit()
    await open(client)
    client.reading.look(7)
    await clock.pass(500)
    server.mark(7, 0)
    await clock.pass(2_000)
    expect(client.rooms.get(7)?.unread).toBe(2)
  })

  test('what is addressed to me is counted apart', async () => {
    const client = await visit()
    server.post(7, OTHER, `[To:${ME}]\nplease`)
    server.post(7, OTHER, '[toall]\nall')
    await settle()
    expect(client.rooms.get(7)).toMatchObject({ unread: 2, toMe: 2 })
    expect(client.rooms.totals()).toEqual({ unreadRooms: 1, toMe: 2, toMeRooms: 1 })
  })
})

describe('the device', () => {
  test('rooms and recent messages can be read without a network', async () => {
    server.post(7, OTHER, 'hello')
    const client = await visit()
    await open(client)
    await clock.pass(2_000)
    client.stop()
    server.isDown = true
    const again = await visit()
    expect(again.rooms.get(7)?.name).toBe('room 7')
    expect(bodies(again)).toEqual(['hello'])
    expect(again.timelines.members(7).get(OTHER)?.name).toBe('person 2')
  })

  test('what was kept is brought level', async () => {
    server.post(7, OTHER, 'before')
    const client = await visit()
    await open(client)
    await clock.pass(2_000)
    client.stop()
    server.edit(7, 1, 'edited')
    server.post(7, OTHER, 'after')
    const again = await visit()
    await clock.pass(1)
    expect(bodies(again)).toEqual(['edited', 'after'])
    expect(count('messages.list')).toBe(1)
  })

  test('a draft survives a reload and follows to another device', async () => {
    const client = await visit()
    client.drafts.set(7, 'half a sen')
    await clock.pass(300)
    client.stop()
    const again = await visit()
    expect(again.drafts.body(7)).toBe('half a sen')
    again.drafts.set(7, 'half a sentence')
    const elsewhere = await visit(memoryStorage())
    await clock.pass(1_500)
    expect(elsewhere.drafts.body(7)).toBe('half a sentence')
    elsewhere.drafts.clear(7)
    await clock.pass(1)
    expect(again.drafts.body(7)).toBe('')
    expect(again.rooms.get(7)?.hasDraft).toBe(false)
  })

  test('after signing out nothing is left', async () => {
    const client = await visit()
    await clock.pass(2_000)
    await client.forget()
    expect(await storage.all('room')).toEqual([])
    expect(await storage.all('account')).toEqual([])
  })
})

describe('views', () => {
  test('are told of what they show and of nothing else', async () => {
    server.addRoom(8)
    const client = await visit()
    const told: string[] = []
    client.subscribe('room:7', () => told.push('7'))
    client.subscribe('room:8', () => told.push('8'))
    const before = client.rooms.get(8)
    await clock.pass(100)
    told.length = 0
    server.post(7, OTHER, 'hello')
    await clock.pass(100)
    expect(told).toEqual(['7'])
    expect(client.rooms.get(8)).toBe(before)
  })
})
