import { test as base, expect } from 'vitest'
import { type Client, createClient } from './client.ts'
import { FakeClock } from './fake-clock.ts'
import { ME } from './fake-rows.ts'
import { FakeServer } from './fake-server.ts'
import { FakeSocket } from './fake-socket.ts'
import { memoryStorage } from './memory-storage.ts'
import type { Ports, Storage } from './ports.ts'

interface Scene {
  clock: FakeClock
  /** Has room 7, empty. */
  server: FakeServer
  storage: Storage
  /** What clients could not deal with and only reported; nothing, when a test ends. */
  reports: unknown[]
  /** A client that has started, on a clock that stands still. */
  visit: (on?: Storage, ports?: Partial<Ports>) => Promise<Client>
  open: (client: Client) => Promise<void>
  count: (verb: string) => number
}

export const test = base.extend<Scene>({
  // biome-ignore lint/correctness/noEmptyPattern: The first argument has to be a pattern.
  clock: ({}, use) => use(new FakeClock()),
  // biome-ignore lint/correctness/noEmptyPattern: The first argument has to be a pattern.
  server: ({}, use) => {
    const server = new FakeServer()
    server.addRoom(7)
    return use(server)
  },
  // biome-ignore lint/correctness/noEmptyPattern: The first argument has to be a pattern.
  storage: ({}, use) => use(memoryStorage()),
  // biome-ignore lint/correctness/noEmptyPattern: The first argument has to be a pattern.
  reports: async ({}, use) => {
    const reports: unknown[] = []
    await use(reports)
    expect(reports).toEqual([])
  },
  visit: async ({ clock, server, storage, reports }, use) => {
    const clients: Client[] = []
    await use(async (on = storage, ports = {}) => {
      const client = createClient({ ...portsOf(server, clock, on), report: (error) => reports.push(error), ...ports })
      clients.push(client)
      await client.start()
      await clock.pass(1)
      return client
    })
    for (const client of clients) client.stop()
  },
  open: ({ clock }, use) =>
    use(async (client) => {
      client.reader.open(7)
      await clock.pass(1)
    }),
  count: ({ server }, use) => use((verb) => server.calls.filter(({ name }) => name === verb).length),
})

function portsOf(server: FakeServer, clock: FakeClock, storage: Storage) {
  const socket = class extends FakeSocket {
    constructor() {
      super(server)
    }
  }
  const fetch = (async () => Response.json({ error: server.httpError }, { status: 401 })) as typeof globalThis.fetch
  return { accountId: ME, url: 'http://chat.example', WebSocket: socket, fetch, storage, clock, random: () => 0.5 }
}

export function bodies(client: Client): string[] {
  return client.timelines.get(7)?.messages.map(({ body }) => body) ?? []
}

export function shown(client: Client): string[] {
  const entries = client.timelines.get(7)?.entries ?? []
  return [...bodies(client), ...entries.map(({ body, state }) => `${body} (${state})`)]
}
