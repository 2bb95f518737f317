import { type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bus } from '../bus/bus.ts'
import type { Actor, App } from '../context.ts'
import { openLanes } from '../db/lane.ts'
import { createFanout, type Fanout, type Listener } from '../doors/fanout.ts'
import { add } from '../members/add.ts'
import { read } from '../messages/mark.ts'
import { send } from '../messages/send.ts'
import { messageId } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { create } from './create.ts'
import { leave } from './leave.ts'
import { typing } from './typing.ts'

/** One organization in one room: what a deed of one costs must not grow with how many the others are, but for a frame to each. */
const ORGANIZATION = 5_000
/** Who are not in the room yet. */
const SPARE = 10

let server: TestServer
let app: App
let statements = 0
/** That the database answered with, or says it wrote. */
let rows = 0
let frames = 0

const counting: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    statements += 1
    rows += result.rows.length || Number(result.numAffectedRows ?? 0)
    return result
  },
}

interface Place {
  readonly roomId: number
  /** Who listens: everybody in the room but whoever made it. */
  readonly listening: readonly Actor[]
  /** Who may come in. */
  readonly outside: readonly Actor[]
}
let few: Place
let many: Place

beforeAll(async () => {
  server = await testServer({ NANIWA_RATE_LIMITS: 'on' })
  app = { ...server.app, db: server.app.db.withPlugin(counting), lanes: openLanes() }
  const everybody = await enrol(ORGANIZATION - 1)
  few = await gather(everybody.slice(0, 50))
  many = await gather(everybody.slice(50))
  // As PostgreSQL does by itself, a minute later.
  await sql`analyze`.execute(server.app.db)
})
afterAll(() => server.close())

/** Past the doors: thousands of passwords would take minutes. */
async function enrol(count: number): Promise<Actor[]> {
  const { aiko } = server.people
  const { rows: made } = await sql<{ id: number }>`
    insert into account (id, organization_id, organization_role, my_room_id, login_mail, password_hash, name, settings, created_at)
    select n, ${aiko.organizationId}, 'member', n, n || '@example.com', '', 'Minamo ' || n, '{}', ${app.clock.now()}
    from generate_series(1, ${count}::int) n returning id
  `.execute(server.app.db)
  return made.map(({ id }) => ({ ...aiko, accountId: id }))
}

const icon = { preset: 'group', hue: 1, image: null } as const

function membersOf(people: readonly Actor[]) {
  return people.map(({ accountId }) => ({ accountId, role: 'member' as const }))
}

/** @param heard called for each frame to each of them. */
async function listen(people: readonly Actor[], bus: Bus, heard: () => void): Promise<Fanout> {
  const fanout = createFanout(app.db, bus)
  const outlet = { send: heard, sendText: heard, crowded: false }
  const ears = people.map(({ accountId }): Listener => {
    return { accountId, sessionId: 1, outlet, rooms: new Set(), signOut: () => {} }
  })
  for (const ear of ears) fanout.enter(ear)
  await Promise.all(ears.map((ear) => fanout.join(ear)))
  return fanout
}

async function gather(people: readonly Actor[]): Promise<Place> {
  const { aiko } = server.people
  const [outside, listening] = [people.slice(0, SPARE), people.slice(SPARE)]
  const members = membersOf(listening)
  const { id: roomId } = await create(app, aiko, { name: '全社', description: '', icon, members })
  await listen(listening, app.bus, () => void frames++)
  return { roomId, listening, outside }
}

async function costOf(work: () => Promise<unknown>): Promise<{ statements: number; rows: number; frames: number }> {
  statements = rows = frames = 0
  await work()
  return { statements, rows, frames }
}

/** Of one in the place, what a deed costs; `everywhere` and `own` are frames, to each who listens and to the one's own devices. */
interface Deed {
  readonly statements: number
  readonly everywhere: number
  readonly own: number
  readonly happen: (place: Place) => Promise<unknown>
}

const first = ({ listening }: Place): Actor => listening[0] as Actor
const newcomer = ({ outside }: Place): Actor => outside[0] as Actor

const deeds: [string, Deed][] = [
  [
    'somebody is brought in',
    {
      statements: 17,
      everywhere: 3,
      own: 0,
      happen: (place) => {
        const members = membersOf([newcomer(place)])
        return add(app, server.people.aiko, { roomId: place.roomId, members })
      },
    },
  ],
  [
    'somebody goes',
    {
      statements: 14,
      everywhere: 3,
      own: 0,
      happen: (place) => leave(app, newcomer(place), { roomId: place.roomId, alone: 'refuse', files: 'stay' }),
    },
  ],
  ['somebody writes to all', { statements: 1, everywhere: 1, own: 0, happen: (place) => sayToAll(place) }],
  [
    'somebody types',
    { statements: 1, everywhere: 1, own: 0, happen: (place) => typing(app, first(place), { roomId: place.roomId }) },
  ],
  [
    'somebody has read what there is',
    {
      statements: 4,
      everywhere: 0,
      own: 1,
      happen: (place) => read(app, first(place), { roomId: place.roomId, number: 1 }),
    },
  ],
]

function sayToAll({ roomId }: Place): Promise<unknown> {
  return send(app, server.people.aiko, { roomId, id: messageId(), body: '[toall]', selfUnread: false })
}

test.each(deeds)(
  '%s: as many statements and rows among 5,000 as among 50, and as many frames to each',
  async (_, deed) => {
    const [little, much] = [await costOf(() => deed.happen(few)), await costOf(() => deed.happen(many))]
    expect(little.statements).toBeLessThanOrEqual(deed.statements)
    expect([much.statements, much.rows]).toEqual([little.statements, little.rows])
    const heard = (place: Place) => deed.everywhere * place.listening.length + deed.own
    expect([little.frames, much.frames]).toEqual([heard(few), heard(many)])
  },
)

test('when all have read what one wrote to all, their marks share transactions, and nobody hears of the others’', async () => {
  await sayToAll(many)
  const { listening, roomId } = many
  const { statements, frames } = await costOf(() =>
    Promise.all(listening.map((actor) => read(app, actor, { roomId, number: Number.MAX_SAFE_INTEGER }))),
  )
  expect(statements).toBe(4 * Math.ceil(listening.length / 128))
  expect(frames).toBe(listening.length)
})

test('of many who type at once each is told of a few', async () => {
  const { listening, roomId } = many
  server.app.clock.advance(60_000)
  const { frames } = await costOf(() =>
    Promise.all(listening.slice(0, 100).map((actor) => typing(app, actor, { roomId }))),
  )
  expect(frames).toBe(8 * listening.length)
})

test('thousands who are let in at once are told where the room stands by few statements', async () => {
  const { listening } = many
  let told = 0
  // As one with a topic for each room follows it: something may be said until it does.
  const bus = { ...app.bus, follow: async () => {} }
  const fanout = await listen(listening, bus, () => void told++)
  const { statements } = await costOf(async () => {
    await create(app, server.people.aiko, { name: '新年会', description: '', icon, members: membersOf(listening) })
    // Besides the room in their own list.
    await expect.poll(() => told, { timeout: 60_000 }).toBe(2 * listening.length)
  })
  expect(statements).toBeLessThan(2 * Math.ceil(listening.length / 64) + 40)
  fanout.close()
})
