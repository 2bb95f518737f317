import {
  api,
  applyMembers,
  applyMyTasks,
  applyTasks,
  type CallOf,
  type Endpoint,
  type Event,
  type EventName,
  events,
  type InputOf,
  mergePage,
  type OutputOf,
  type Replica,
  type RoomReplica,
  type TaskStatus,
  watchTimeline,
} from '@naniwa/contract'
import type { Signed } from './app.ts'
import { keepReplica } from './keeper.ts'
import { openLine, type Trouble } from './line.ts'
import { cookieOf, type TestServer } from './server.ts'
import { openSocket, type PushFrame, type TestSocket } from './socket.ts'

type Query = Omit<Partial<InputOf<typeof api.messages.list>>, 'roomId'>

/** Somebody at a device: talks through the socket and keeps a replica. */
export interface TestClient {
  readonly person: Signed
  readonly replica: Replica
  /** Everything that came and was no answer, in order, before any trouble on the line. */
  readonly frames: readonly PushFrame[]
  /** The payloads heard of one kind of event, in order. */
  heard<N extends EventName>(event: N): Extract<Event, { event: N }>['data'][]
  readonly socket: TestSocket
  /** Every call made, by itself or by whoever uses it, as `sync.room`. */
  readonly asked: { readonly name: string; readonly input: unknown }[]
  call<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<OutputOf<E>>
  /** Opens a socket, unless one is open, and becomes level. */
  connect(): Promise<void>
  /** The network is gone. */
  disconnect(): Promise<void>
  /** From here on frames meet with trouble, or with null none. */
  disturb(trouble: Trouble | null): void
  /** The room in the replica. Throws when there is none. */
  room(roomId: number): RoomReplica
  /** Loads a page of the timeline, the newest unless told otherwise. */
  open(roomId: number, query?: Query): Promise<void>
  loadMembers(roomId: number): Promise<void>
  /** All open tasks of a room, or those done last. */
  loadTasks(roomId: number, status?: TaskStatus): Promise<void>
  /** One's own open tasks in all rooms. */
  loadMine(): Promise<void>
  /** Asks for what is known to be missing. */
  mend(): Promise<void>
  /** Ends the trouble and applies everything that was sent up to now. */
  level(): Promise<void>
  close(): Promise<void>
}

/** What anybody does things with: this client, or the browser's. */
export type Device = Pick<
  TestClient,
  'person' | 'replica' | 'call' | 'open' | 'loadMembers' | 'loadTasks' | 'loadMine' | 'mend' | 'connect' | 'disconnect'
>

export interface ClientOptions {
  readonly trouble?: Trouble
  /** `merge`: an answer counts as the event it stands for, as in a browser. `ask` leaves everything to events. */
  readonly answers?: 'merge' | 'ask'
}

/** Kept in the order they were made; a client that is closed is gone from it. */
export const openClients = new Set<TestClient>()

/** Connected and level. */
export async function connectClient(
  server: Pick<TestServer, 'url'>,
  person: Signed,
  options: ClientOptions = {},
): Promise<TestClient> {
  const client = createClient(server, person, options)
  openClients.add(client)
  await client.connect()
  return client
}

function createClient(
  server: Pick<TestServer, 'url'>,
  person: Signed,
  { trouble, answers = 'merge' }: ClientOptions,
): TestClient {
  const frames: PushFrame[] = []
  const asked: TestClient['asked'] = []
  let socket: TestSocket | null = null
  let connecting: Promise<void> | null = null
  const keeper = keepReplica(person.accountId, ask)
  const line = openLine((frame) => {
    if ('event' in frame) keeper.hear(frame)
    else if ('ticks' in frame) keeper.heartbeat(frame.ticks, frame.accountTick)
  }, trouble ?? null)

  function ask<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<OutputOf<E>> {
    asked.push({ name: endpoint.name, input })
    return socket ? socket.call(endpoint, input) : Promise.reject(new Error('not connected'))
  }

  function room(roomId: number): RoomReplica {
    const copy = keeper.replica.rooms.get(roomId)
    if (!copy) throw new Error(`${person.name} has no room ${roomId}`)
    return copy
  }

  async function open(): Promise<void> {
    if (socket) return
    const heard = (frame: PushFrame) => {
      frames.push(frame)
      line.hear(frame)
    }
    const opened = await openSocket(server, { cookie: cookieOf(person), heard })
    socket = opened
    void opened.closed.then(() => {
      if (socket !== opened) return
      socket = null
      keeper.stop()
    })
    await keeper.begin()
  }

  const client: TestClient = {
    person,
    frames,
    asked,
    get replica() {
      return keeper.replica
    },
    get socket() {
      if (!socket) throw new Error('not connected')
      return socket
    },
    heard: (event) =>
      frames.flatMap((frame) => ('event' in frame && frame.event === event ? [frame.data as never] : [])),
    async call(endpoint, input) {
      const output = await ask(endpoint, input)
      const event = answers === 'merge' && eventOf(endpoint)
      if (event) keeper.hear({ event, data: output } as Event)
      return output
    },
    connect() {
      connecting ??= open().finally(() => {
        connecting = null
      })
      return connecting
    },
    async disconnect() {
      const gone = socket
      socket = null
      line.heal()
      keeper.stop()
      if (gone?.faults[0]) throw gone.faults[0]
      await gone?.close()
    },
    disturb(next) {
      line.trouble = next
    },
    room,
    async open(roomId, query = {}) {
      for (;;) {
        const before = room(roomId)
        before.timeline = watchTimeline(before.timeline, before.tick)
        const page = await ask(api.messages.list, { roomId, ...query })
        const copy = room(roomId)
        const merged = mergePage(copy.timeline, page, copy.lastNumber)
        if (!merged) continue
        copy.timeline = merged
        return
      }
    },
    async loadMembers(roomId) {
      while (!applyMembers(room(roomId), await ask(api.members.list, { roomId }))) await keeper.mend()
    },
    async loadTasks(roomId, status = 'open') {
      for (;;) {
        const answer = await ask(api.tasks.list, { roomId, status })
        if (applyTasks(room(roomId), answer, status === 'open' ? 'allOpen' : 'some')) return
        await keeper.mend()
      }
    },
    async loadMine() {
      while (applyMyTasks(keeper.replica, await ask(api.tasks.mine, {})).length > 0) await keeper.mend()
    },
    mend: keeper.mend,
    async level() {
      await ask(api.accounts.me, {})
      line.heal()
      await keeper.mend()
      if (socket?.faults[0]) throw socket.faults[0]
    },
    async close() {
      openClients.delete(client)
      await client.disconnect()
    },
  }
  return client
}

/** An output that is a payload tells as much as the event. */
function eventOf(endpoint: Endpoint): EventName | undefined {
  const names = Object.keys(events) as EventName[]
  return names.find((name) => events[name] === endpoint.output)
}
