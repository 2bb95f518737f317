import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { memoryBus } from '../bus/memory.ts'
import type { Actor, App } from '../context.ts'
import { openLanes } from '../db/lane.ts'
import { createFanout, type Listener } from '../doors/fanout.ts'
import { add } from '../members/add.ts'
import { change } from '../members/change.ts'
import { list as listMembers } from '../members/list.ts'
import { list } from '../messages/list.ts'
import { read } from '../messages/mark.ts'
import { send } from '../messages/send.ts'
import { create } from '../rooms/create.ts'
import { get } from '../rooms/get.ts'
import { crowd } from '../testing/crowd.ts'
import { messageId } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { account } from './account.ts'
import { hello } from './hello.ts'
import { room } from './room.ts'

let server: TestServer
let app: App
let statements = 0

/** Sees every statement but those that begin and end a transaction. */
const counting: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    statements += 1
    return result
  },
}

/** A small world, and a large one. */
interface Place {
  readonly actor: Actor
  readonly roomIds: readonly number[]
  readonly newcomers: readonly { accountId: number; role: 'member' }[]
}
let small: Place
let large: Place

beforeAll(async () => {
  server = await testServer()
  app = { ...server.app, db: server.app.db.withPlugin(counting), lanes: openLanes() }
  small = await build('small', 2)
  large = await build('large', 20)
})
afterAll(() => server.close())

/** So many rooms with so many people, who have sent so many messages, all addressed to everybody. */
async function build(tag: string, size: number): Promise<Place> {
  const people = await crowd(server, tag, 2 * size)
  const [actor] = people as [(typeof people)[0]]
  const members = people.slice(1, size).map(({ accountId }) => ({ accountId, role: 'member' as const }))
  const newcomers = people.slice(size).map(({ accountId }) => ({ accountId, role: 'member' as const }))
  const icon = { preset: 'group', hue: 1, image: null } as const
  const roomIds: number[] = []
  for (let n = 0; n < size; n++) {
    const made = await create(app, actor as Actor, { name: `${n}`, description: '', icon, members })
    roomIds.push(made.id)
    await Promise.all(Array.from({ length: size }, () => say(people[1] as Actor, made.id)))
  }
  return { actor: actor as Actor, roomIds, newcomers }
}

function say(actor: Actor, roomId: number): Promise<unknown> {
  return send(app, actor, { roomId, id: messageId(), body: '[toall]皆さん', selfUnread: false })
}

async function cost(work: () => Promise<unknown>): Promise<number> {
  statements = 0
  await work()
  return statements
}

const roomOf = ({ roomIds }: Place): number => roomIds[0] as number

test('a hundred sends at once are one statement, whatever the rooms and their people', async () => {
  const sends = () =>
    Promise.all(Array.from({ length: 100 }, (_, n) => say(large.actor, large.roomIds[n % 20] as number)))
  expect(await cost(sends)).toBe(1)
  expect(await cost(() => say(small.actor, roomOf(small)))).toBe(1)
})

/** Of those that `members.add` let in, every other one goes and the rest may only read. */
function replaceHalf({ actor, roomIds: [roomId = 0], newcomers }: Place): Promise<unknown> {
  const isOdd = (_: unknown, at: number): boolean => at % 2 === 1
  const remove = newcomers.filter(isOdd).map(({ accountId }) => accountId)
  const members = newcomers
    .filter(({ accountId }) => !remove.includes(accountId))
    .map((one) => ({ ...one, role: 'readonly' as const }))
  return change(app, actor, { roomId, members, remove, others: 'stay' })
}

const budgets: [string, number, (place: Place) => Promise<unknown>][] = [
  ['sync.hello', 1, ({ actor }) => hello(app, actor)],
  ['sync.account', 1, ({ actor }) => account(app, actor, { since: 0 })],
  ['sync.room', 1, (place) => room(app, place.actor, { roomId: roomOf(place), since: 0 })],
  ['rooms.get', 1, ({ actor, roomIds }) => get(app, actor, { roomIds: [...roomIds] })],
  ['members.list', 2, (place) => listMembers(app, place.actor, { roomId: roomOf(place) })],
  ['messages.list', 2, (place) => list(app, place.actor, { roomId: roomOf(place), limit: 50 })],
  [
    'messages.list around a number',
    3,
    (place) => list(app, place.actor, { roomId: roomOf(place), limit: 50, around: 3 }),
  ],
  ['messages.read', 4, (place) => read(app, place.actor, { roomId: roomOf(place), number: 2 })],
  ['members.add', 17, (place) => add(app, place.actor, { roomId: roomOf(place), members: [...place.newcomers] })],
  ['members.change', 21, (place) => replaceHalf(place)],
]

test.each(budgets)(
  '%s takes at most %i statements, and no more when there is ten times as much',
  async (_, most, ask) => {
    const few = await cost(() => ask(small))
    expect(few).toBeLessThanOrEqual(most)
    expect(await cost(() => ask(large))).toBe(few)
  },
)

const asked: [string, (place: Place) => (() => Promise<unknown>)[]][] = [
  ['sync.hello', ({ actor }) => [() => hello(app, actor)]],
  ['sync.account', ({ actor }) => [0, 3].map((since) => () => account(app, actor, { since }))],
  [
    'rooms.get',
    ({ actor, roomIds }) => [1, 2].map((count) => () => get(app, actor, { roomIds: roomIds.slice(0, count) })),
  ],
  [
    'sync.room',
    ({ actor, roomIds }) =>
      roomIds.flatMap((roomId) => [0, 3].map((since) => () => room(app, actor, { roomId, since }))),
  ],
]

test.each(asked)(
  '%s of many who come back at once is one statement, with the answer each would have had alone',
  async (_, questionsOf) => {
    const everybody = large.newcomers.map(({ accountId }) => ({ ...large, actor: { ...large.actor, accountId } }))
    const questions = [small, ...everybody, large].flatMap(questionsOf).slice(-32)
    statements = 0
    const answers = await Promise.allSettled(questions.map((ask) => ask()))
    expect(statements).toBe(1)
    for (const [place, ask] of questions.entries()) {
      const [alone] = await Promise.allSettled([ask()])
      expect(answers[place]).toEqual(alone)
    }
  },
)

test('a stranger among many who ask for a room is refused alone', async () => {
  const ask = ({ actor }: Place) => room(app, actor, { roomId: roomOf(large), since: 0 })
  const [inside, outside] = await Promise.allSettled([ask(large), ask(small)])
  expect(inside?.status).toBe('fulfilled')
  expect(outside).toMatchObject({ reason: { code: 'not_found' } })
  const { rooms, mine } = await get(app, small.actor, { roomIds: [roomOf(large)] })
  expect([rooms, mine]).toEqual([[], []])
})

test('a heartbeat to many at rest is one statement', async () => {
  const fanout = createFanout(app.db, memoryBus())
  const ears = large.newcomers.map(({ accountId }): Listener => {
    const outlet = { send: () => {}, sendText: () => {}, crowded: false }
    return { accountId, sessionId: 1, outlet, rooms: new Set(), signOut: () => {} }
  })
  for (const ear of ears) {
    fanout.enter(ear)
    await fanout.join(ear)
  }
  await fanout.beat()
  expect(await cost(() => fanout.beat())).toBe(1)
  fanout.close()
})
