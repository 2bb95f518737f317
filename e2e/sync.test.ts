import { api } from '@naniwa/contract'
import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Signed } from '../server/src/testing/app.ts'
import { expectFresh } from '../server/src/testing/converge.ts'
import { crowd } from '../server/src/testing/crowd.ts'
import { type Deed, deeds, doDeed } from '../server/src/testing/deeds.ts'
import { holdNext } from '../server/src/testing/hold.ts'
import { seeded } from '../server/src/testing/line.ts'
import { recount } from '../server/src/testing/recount.ts'
import { makeGroup, overHttp, say } from '../server/src/testing/scene.ts'
import { type TestServer, testServer } from '../server/src/testing/server.ts'
import { countPrepared } from '../server/src/testing/statements.ts'
import type { Storage } from '../web/src/sync/ports.ts'
import { openWebDevice, type WebDevice, type WebOptions } from './web-device.ts'

const seed = Number(process.env.FC_SEED ?? Date.now() % 1_000_000)
const numRuns = Number(process.env.FC_RUNS ?? 5)

let server: TestServer
const opened = new Set<WebDevice>()

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())
afterEach(async () => {
  try {
    await expectConvergence()
  } finally {
    for (const device of opened) device.stop()
    opened.clear()
  }
})

async function open(person: Signed, options: WebOptions = {}): Promise<WebDevice> {
  const device = await openWebDevice(server, person, options)
  opened.add(device)
  return device
}

async function reload(device: WebDevice): Promise<WebDevice> {
  opened.delete(device)
  const again = await device.reload()
  opened.add(again)
  return again
}

/** What the page keeps in the browser's own database. The program for it knows the browser's types. */
async function keptInBrowser(accountId: number): Promise<Storage> {
  const program = '../web/src/sync/indexed-db.ts'
  const { indexedDbStorage } = (await import(program)) as { indexedDbStorage(accountId: number): Storage }
  return indexedDbStorage(accountId)
}

/** As time goes by, with its heartbeats. */
async function eventually(device: WebDevice): Promise<void> {
  const lag = async () => {
    await server.beat()
    return await device.lag().catch(String)
  }
  await expect.poll(lag, { timeout: 60_000, interval: 50 }).toEqual([])
}

/** Every copy ends as a fresh one, without a page being loaded anew. */
async function expectConvergence(): Promise<void> {
  for (const device of opened) {
    device.disturb(null)
    await device.connect()
  }
  await server.app.drain()
  await server.beat()
  await Promise.all([...opened].map(eventually))
  for (const own of Map.groupBy(opened, ({ person }) => person.accountId).values()) await expectFresh(server, own)
  for (const { reports } of opened) expect(reports).toEqual([])
  await recount(server.app.db)
}

test(`the browser’s engine ends as a fresh copy, whatever people do over whatever line (seed ${seed})`, async () => {
  let games = 0
  async function play(rounds: readonly (readonly Deed[])[], noise: number): Promise<void> {
    games += 1
    const people = await crowd(server, `browser-${games}`, 3)
    const trouble = { random: seeded(noise), drop: 0.1, double: 0.1, delay: 0.2 }
    const devices = await Promise.all(people.flatMap((person) => [open(person), open(person, { trouble })]))
    await Promise.all(devices.map(eventually))
    for (const round of rounds) await Promise.all(round.map((deed) => doDeed(deed, devices, { server, people })))
    await expectConvergence()
    for (const device of devices) device.stop()
    opened.clear()
  }
  const rounds = fc.array(fc.array(deeds, { minLength: 1, maxLength: 6 }), { minLength: 5, maxLength: 15, size: 'max' })
  const result = await fc.check(fc.asyncProperty(rounds, fc.nat(), play), { seed, numRuns, endOnFailure: true })
  if (result.failed) throw result.errorInstance
}, 120_000)

test('[S12] what is typed without a network waits on the device, outlives the page, and goes out once and in order', async () => {
  const { people } = server
  const room = await makeGroup(overHttp(server, people.aiko), [[people.ben, 'member']])
  let ben = await open(people.ben, { storage: await keptInBrowser(people.ben.accountId) })
  await eventually(ben)
  await ben.disconnect()
  const bodies = Array.from({ length: 10 }, (_, n) => `${n} 行目`)
  for (const body of bodies) ben.client.outbox.send(room.id, body)
  expect(ben.client.outbox.waiting).toBe(bodies.length)
  await expect.poll(async () => (await ben.storage.all('outbox')).length).toBe(bodies.length)
  ben = await reload(ben)
  await expect.poll(() => ben.client.outbox.waiting).toBe(0)
  await eventually(ben)
  const { messages } = await ben.call(api.messages.list, { roomId: room.id })
  expect(messages.slice(1).map(({ body }) => body)).toEqual(bodies)
  expect(await ben.storage.all('outbox')).toEqual([])
})

test('[S12] [S14] what is sent while the server restarts stands there once, in order, without anybody’s doing', async () => {
  const { people } = server
  const room = await makeGroup(overHttp(server, people.aiko), [[people.ben, 'member']])
  const [ben, aiko] = [await open(people.ben), await open(people.aiko)]
  await Promise.all([ben, aiko].map(eventually))
  const bodies = Array.from({ length: 30 }, (_, n) => `${n}`)
  const restarting = Promise.resolve().then(() => server.restart())
  for (const body of bodies) {
    ben.client.outbox.send(room.id, body)
    await Promise.resolve()
  }
  await restarting
  await expect.poll(() => ben.client.outbox.waiting, { timeout: 20_000 }).toBe(0)
  await Promise.all([ben, aiko].map(eventually))
  const { messages } = await aiko.call(api.messages.list, { roomId: room.id, limit: 100 })
  expect(messages.slice(1).map(({ body }) => body)).toEqual(bodies)
})

test('[S14] a crowd that comes back at the same moment is told by one statement where everything stands', async () => {
  const people = await crowd(server, 'rush', 8)
  const [first, ...others] = people as [Signed, ...Signed[]]
  const room = await makeGroup(
    overHttp(server, first),
    others.map((person) => [person, 'member']),
  )
  const devices = await Promise.all(people.map((person) => open(person)))
  await Promise.all(devices.map(eventually))
  const held = holdNext('sync.hello')
  for (const device of devices) await device.disconnect()
  for (const body of ['おはよう', 'ございます']) await say(overHttp(server, first), room.id, body)
  const release = await held
  await expect.poll(() => server.app.lanes.sizes()['sync.hello'], { timeout: 60_000 }).toBe(people.length)
  const statements = countPrepared()
  release()
  const lastNumbers = () => devices.map(({ replica }) => replica.rooms.get(room.id)?.lastNumber)
  await expect.poll(lastNumbers, { timeout: 60_000 }).toEqual(people.map(() => 3))
  statements.stop()
  // Those who came while the first was asked for share the next.
  expect(statements.counts.get('sync.hello')).toBeLessThanOrEqual(1)
})

test('[S2] a page that is opened again shows what was kept before it is connected, and reads only what moved', async () => {
  const { people } = server
  const http = overHttp(server, people.aiko)
  const rooms = [await makeGroup(http, [[people.chie, 'member']]), await makeGroup(http, [[people.chie, 'member']])]
  const [first, second] = rooms as [(typeof rooms)[0], (typeof rooms)[0]]
  await say(http, first.id, '前に読んだ')
  let chie = await open(people.chie, { storage: await keptInBrowser(people.chie.accountId) })
  await eventually(chie)
  await chie.open(first.id)
  await expect.poll(() => chie.replica.rooms.get(first.id)?.timeline.messages.length).toBe(2)
  chie.client.flush()
  await chie.disconnect()
  await say(http, second.id, 'その間に')
  chie = await reload(chie)
  expect(chie.replica.rooms.get(first.id)?.timeline.messages.at(-1)?.body).toBe('前に読んだ')
  await eventually(chie)
  expect(chie.replica.rooms.get(second.id)?.lastNumber).toBe(2)
})
