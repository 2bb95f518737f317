import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Client, createClient } from './client.ts'
import { FakeClock, FakeServer, FakeSocket, ME } from './fake-server.ts'
import { memoryStorage } from './memory-storage.ts'
import type { Locks, Storage } from './ports.ts'

/** One tab: nobody else ever holds the lock. */
const locks: Locks = { request: (_, run) => run() }

let clock: FakeClock
let server: FakeServer
let client: Client

beforeEach(() => {
  clock = new FakeClock()
  server = new FakeServer()
  server.addRoom(7)
})
afterEach(() => client.stop())

async function visit(storage: Storage): Promise<void> {
  const socket = class extends FakeSocket {
    constructor() {
      super(server)
    }
  }
  client = createClient({
    accountId: ME,
    url: 'http://chat.example',
    WebSocket: socket,
    fetch: (async () => Response.json({}, { status: 401 })) as typeof fetch,
    storage,
    clock,
    random: () => 0.5,
    locks,
    report: () => {},
  })
  await client.start()
  await clock.pass(1)
  client.reader.open(7)
  await clock.pass(1)
}

async function say(words: string): Promise<string[]> {
  client.outbox.send(7, words)
  await clock.pass(2_000)
  return client.timelines.get(7)?.messages.map(({ body }) => body) ?? []
}

test('what a full device cannot keep is sent all the same', async () => {
  const storage = memoryStorage()
  const full: Storage = {
    ...storage,
    write: (writes) =>
      writes.some(({ table }) => table === 'outbox') ? Promise.reject(new Error('quota')) : storage.write(writes),
  }
  await visit(full)
  expect(await say('typed on a full device')).toEqual(['typed on a full device'])
})

test('what a slow device has not kept yet is not taken for sent by another tab', async () => {
  const storage = memoryStorage()
  const slow: Storage = { ...storage, write: () => new Promise(() => {}) }
  await visit(slow)
  expect(await say('typed on a slow device')).toEqual(['typed on a slow device'])
})

test('what another tab has sent is not sent again', async () => {
  const storage = memoryStorage()
  await visit(storage)
  const sent = server.calls.length
  const id = client.outbox.send(7, 'taken')
  await storage.write([{ table: 'outbox', key: id, value: undefined }])
  await clock.pass(2_000)
  expect(server.calls.slice(sent).filter(({ name }) => name === 'messages.send')).toEqual([])
  expect(client.outbox.entries(7)).toEqual([])
})
