import { api, type File, type Member, type Message, type Replica, type RoomReplica } from '@naniwa/contract'
import { expect } from 'vitest'
import { connectClient, openClients, type TestClient } from './client.ts'
import { recount } from './recount.ts'
import type { TestServer } from './server.ts'

/** What a room's copy must be equal in, whichever way it came about. */
interface RoomState {
  room: unknown
  mine: unknown
  lastNumber: number
  tick: number
}

/**
 * Snapshot + events = fresh snapshot: every client that is open has all that was sent, and its copy equals one that a new
 * device of the same person makes from nothing. Counts equal a recount over all messages.
 */
export async function expectConvergence(server: TestServer): Promise<void> {
  const clients = [...openClients]
  await settle(server, clients)
  for (const own of Map.groupBy(clients, ({ person }) => person.accountId).values()) await expectFresh(server, own)
  await recount(server.app.db)
}

/** Everything that was done has its consequences, and every client has heard of all of it. */
export async function settle(server: TestServer, clients: readonly TestClient[] = [...openClients]): Promise<void> {
  for (const client of clients) await client.connect()
  await server.app.drain()
  await Promise.all(clients.map((client) => client.level()))
  await server.beat()
  await Promise.all(clients.map((client) => client.level()))
}

/** The copies of one person's devices equal a new one. */
export async function expectFresh(
  server: Pick<TestServer, 'url'>,
  devices: readonly Pick<TestClient, 'person' | 'replica'>[],
): Promise<void> {
  const { person } = devices[0] as TestClient
  const fresh = await connectClient(server, person)
  try {
    for (const { replica } of devices) {
      expect(ownState(replica), `${person.name}’s own`).toEqual(ownState(fresh.replica))
      for (const [roomId, copy] of replica.rooms) await expectRoom(fresh, roomId, copy, person.name)
    }
  } finally {
    await fresh.close()
  }
}

function ownState(replica: Replica): unknown {
  const { rooms, ...own } = replica
  return {
    ...own,
    rooms: new Map([...rooms].sort(([a], [b]) => a - b).map(([roomId, copy]) => [roomId, roomState(copy)])),
  }
}

/** `roomTick` and `lastNumber` of `mine` and the clock inside `room` say when something was read, not how it is. */
function roomState({ room, mine, lastNumber, tick }: RoomReplica): RoomState {
  const { roomTick: _, lastNumber: __, ...own } = mine
  return { room: room && { ...room, tick: 0 }, mine: own, lastNumber, tick }
}

/** What a copy has nothing of is not asked for: most rooms of a file are those of tests before. */
async function expectRoom(fresh: TestClient, roomId: number, copy: RoomReplica, name: string): Promise<void> {
  await expectMembers(fresh, roomId, copy, name)
  await expectTasks(fresh, roomId, copy, name)
  await expectFiles(fresh, roomId, copy, name)
  const { messages, atEnd } = copy.timeline
  const first = messages[0]?.number
  if (atEnd) expect(messages.at(-1)?.number ?? 0, `the end for ${name}`).toBe(copy.lastNumber)
  if (first !== undefined) {
    expect(messages, `the timeline for ${name}`).toEqual(await stretch(fresh, roomId, first, messages.length))
  }
}

async function expectMembers(fresh: TestClient, roomId: number, copy: RoomReplica, name: string): Promise<void> {
  if (copy.members.size === 0 && !copy.membersLoaded) return
  const { members } = await fresh.call(api.members.list, { roomId })
  const truth = new Map(members.map((member) => [member.accountId, member]))
  if (copy.membersLoaded) expect(sorted(copy.members), `members for ${name}`).toEqual(sorted(truth))
  for (const [accountId, member] of copy.members) expect(member, `a member for ${name}`).toEqual(truth.get(accountId))
}

/** Of a task that is gone no more than that is known. */
async function expectTasks(fresh: TestClient, roomId: number, copy: RoomReplica, name: string): Promise<void> {
  if (copy.tasks.size === 0 && !copy.tasksLoaded) return
  const [open, done] = await Promise.all([
    fresh.call(api.tasks.list, { roomId }),
    fresh.call(api.tasks.list, { roomId, status: 'done' }),
  ])
  const truth = new Map([...open.tasks, ...done.tasks].map((task) => [task.id, task]))
  for (const task of copy.tasks.values()) {
    expect(task.deleted ? undefined : task, `a task for ${name}`).toEqual(truth.get(task.id))
  }
  if (!copy.tasksLoaded) return
  for (const { id } of open.tasks) expect(copy.tasks.has(id), `open tasks for ${name}`).toBe(true)
}

/** Of a file that is gone no more than that is known. */
async function expectFiles(fresh: TestClient, roomId: number, copy: RoomReplica, name: string): Promise<void> {
  if (copy.files.size === 0) return
  const truth = new Map<number, File>()
  for (let before: number | undefined, more = true; more; ) {
    const page = await fresh.call(api.files.list, { roomId, ...(before !== undefined && { before }) })
    for (const file of page.files) truth.set(file.id, file)
    before = page.files.at(-1)?.id
    more = page.more
  }
  for (const file of copy.files.values()) {
    expect(file.deleted ? undefined : file, `a file for ${name}`).toEqual(truth.get(file.id))
  }
}

function sorted(members: ReadonlyMap<number, Member>): [number, Member][] {
  return [...members].sort(([a], [b]) => a - b)
}

async function stretch(fresh: TestClient, roomId: number, first: number, count: number): Promise<Message[]> {
  const found: Message[] = []
  while (found.length < count) {
    const after = first - 1 + found.length
    const limit = Math.min(200, count - found.length)
    const page = await fresh.call(api.messages.list, { roomId, after, limit })
    found.push(...page.messages)
    if (page.messages.length === 0) break
  }
  return found
}
