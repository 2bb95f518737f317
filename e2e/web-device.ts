import { api } from '@naniwa/contract'
import { WebSocket } from 'ws'
import type { Signed } from '../server/src/testing/app.ts'
import type { Device } from '../server/src/testing/client.ts'
import { type Line, openLine, type Trouble } from '../server/src/testing/line.ts'
import { cookieOf, type TestServer } from '../server/src/testing/server.ts'
import type { PushFrame } from '../server/src/testing/socket.ts'
import { type Client, createClient } from '../web/src/sync/client.ts'
import { memoryStorage } from '../web/src/sync/memory-storage.ts'
import { type Ports, type SocketPort, type Storage, systemClock } from '../web/src/sync/ports.ts'
import type { Transfer } from '../web/src/sync/transfer.ts'

/** The browser's engine without the browser. It mends itself; its short waits are a tenth as long. */
export interface WebDevice extends Device {
  readonly client: Client
  readonly storage: Storage
  /** What the engine reported as a mistake. */
  readonly reports: unknown[]
  /** What the server's clocks tell it lacks. */
  lag(): Promise<string[]>
  disturb(trouble: Trouble | null): void
  /** The page is closed and opened again: all that is left is what was kept. */
  reload(): Promise<WebDevice>
  stop(): void
}

const SHORT = 5_000

export interface WebOptions {
  readonly storage?: Storage
  readonly trouble?: Trouble
  /** How files leave it; without it, as they leave a browser. */
  readonly transfer?: Transfer
}

export async function openWebDevice(
  server: Pick<TestServer, 'url'>,
  person: Signed,
  { storage = memoryStorage(), trouble, transfer }: WebOptions = {},
): Promise<WebDevice> {
  const reports: unknown[] = []
  const network = switchedNetwork()
  const wire = disturbedSockets(cookieOf(person), trouble ?? null)
  const client = createClient({
    accountId: person.accountId,
    url: server.url,
    WebSocket: wire.Socket,
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init?.headers, cookie: cookieOf(person) } }),
    storage,
    clock: { ...systemClock, after: (ms, run) => systemClock.after(ms < SHORT ? ms / 10 : ms, run) },
    random: Math.random,
    network,
    ...(transfer && { transfer }),
    report: (error) => reports.push(error),
  })
  await client.start()
  const { engine, reader } = client
  return {
    person,
    client,
    storage,
    reports,
    get replica() {
      return engine.replica
    },
    call: (endpoint, input) => client.call(endpoint, input),
    open: async (roomId, query) => {
      reader.open(roomId)
      if (query?.around !== undefined) await reader.around(roomId, query.around)
    },
    loadMembers: async (roomId) => void reader.open(roomId),
    loadTasks: async () => {},
    loadMine: async () => {},
    mend: async () => {},
    connect: async () => network.set('on'),
    disconnect: async () => network.set('off'),
    disturb: wire.disturb,
    async lag() {
      if (client.status.kind !== 'live') return [client.status.kind]
      const { accountTick, rooms } = await client.call(api.sync.hello, {})
      const { replica } = engine
      const there = new Map(rooms.map(({ roomId, tick }) => [roomId, tick]))
      const late = rooms.filter(({ roomId, tick }) => replica.rooms.get(roomId)?.tick !== tick)
      return [
        ...(replica.accountTick === accountTick ? [] : [`account at ${replica.accountTick} of ${accountTick}`]),
        ...late.map(({ roomId, tick }) => `room ${roomId} at ${replica.rooms.get(roomId)?.tick} of ${tick}`),
        ...[...replica.rooms.keys()].filter((roomId) => !there.has(roomId)).map((roomId) => `room ${roomId} is gone`),
      ]
    },
    reload: async () => {
      client.stop()
      return openWebDevice(server, person, { storage, ...(transfer && { transfer }) })
    },
    stop: () => client.stop(),
  }
}

function switchedNetwork(): NonNullable<Ports['network']> & { set(to: 'on' | 'off'): void } {
  const listeners = new Set<() => void>()
  let online = true
  return {
    get online() {
      return online
    },
    onChange(listen) {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    set(to) {
      online = to === 'on'
      for (const listen of listeners) listen()
    },
  }
}

/** Sockets that carry a cookie, and on which what is pushed meets with trouble. */
function disturbedSockets(cookie: string, first: Trouble | null) {
  let trouble = first
  const lines = new Set<Line>()
  class Socket implements SocketPort {
    onopen: SocketPort['onopen'] = null
    onmessage: SocketPort['onmessage'] = null
    onclose: SocketPort['onclose'] = null
    onerror: SocketPort['onerror'] = null
    readonly ws: WebSocket

    constructor(url: string) {
      const line = openLine((frame) => this.hear(frame), trouble)
      lines.add(line)
      this.ws = new WebSocket(url, { headers: { cookie } })
      this.ws.on('open', () => this.onopen?.({} as never))
      this.ws.on('message', (data) => {
        const frame = JSON.parse(String(data)) as PushFrame | { reply: number }
        if ('reply' in frame) this.hear(frame)
        else line.hear(frame)
      })
      this.ws.on('error', () => this.onerror?.({} as never))
      this.ws.on('close', (code) => {
        lines.delete(line)
        this.onclose?.({ code } as never)
      })
    }

    send(data: string): void {
      this.ws.send(data)
    }

    close(): void {
      this.ws.close()
    }

    private hear(frame: object): void {
      this.onmessage?.({ data: JSON.stringify(frame) } as never)
    }
  }
  return {
    Socket,
    disturb(next: Trouble | null) {
      trouble = next
      for (const line of lines) {
        if (next === null) line.heal()
        else line.trouble = next
      }
    },
  }
}
