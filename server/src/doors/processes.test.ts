import { randomUUID } from 'node:crypto'
import { api } from '@naniwa/contract'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { redisBus } from '../bus/redis.ts'
import type { App } from '../context.ts'
import { openLanes } from '../db/lane.ts'
import { type Listening, listen } from '../listen.ts'
import { signIn } from '../sessions/signIn.ts'
import { browser } from '../testing/app.ts'
import { PASSWORD } from '../testing/cast.ts'
import { connectClient, openClients, type TestClient } from '../testing/client.ts'
import { expectFresh } from '../testing/converge.ts'
import { redisServer, type TestRedis, testRedis } from '../testing/redis.ts'
import { makeGroup, overHttp, say } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'

/** Two processes over one database and one Redis; here both live in the process of the test. */
describe.skipIf(!redisServer)('several processes', () => {
  let redis: TestRedis
  let first: TestServer
  let second: TestServer
  let other: { app: App; listening: Listening }

  beforeAll(async () => {
    redis = await testRedis()
    first = await testServer({ REDIS_URL: redis.url })
    const bus = redisBus({ url: redis.url, log: pino({ level: 'silent' }) })
    const app = { ...first.app, bus, lanes: openLanes() }
    other = { app, listening: await listen(app) }
    second = { ...first, url: other.listening.url, port: other.listening.port, beat: other.listening.beat }
    await bothWhole()
  })
  afterAll(async () => {
    for (const client of openClients) await client.close()
    await other.listening.drain()
    await other.app.bus.close()
    await first.close()
    await first.app.bus.close()
    await redis.close()
  })

  const bothWhole = () =>
    vi.waitUntil(() => first.app.bus.isWhole && other.app.bus.isWhole, { timeout: 60_000, interval: 50 })
  const has = (client: TestClient, body: string) => client.heard('message').some((message) => message.body === body)
  const eventually = (read: () => unknown) => expect.poll(read, { timeout: 60_000 })
  /** What a client's copy comes to, which asks for what it knows to be missing. */
  const becomes = (client: TestClient, read: (replica: TestClient['replica']) => unknown) =>
    eventually(() => client.mend().then(() => read(client.replica)))
  const hasRoom = (client: TestClient, roomId: number) =>
    becomes(client, ({ rooms }) => Boolean(rooms.get(roomId)?.room)).toBe(true)

  /** One of each process in a room of theirs, level. */
  async function pair(): Promise<{ aiko: TestClient; ben: TestClient; roomId: number }> {
    const aiko = await connectClient(first, first.people.aiko)
    const ben = await connectClient(second, first.people.ben)
    const { id: roomId } = await makeGroup(aiko, [[first.people.ben, 'member']])
    for (const client of [aiko, ben]) await hasRoom(client, roomId)
    await Promise.all([aiko.open(roomId), ben.open(roomId)])
    return { aiko, ben, roomId }
  }

  async function close(...clients: readonly TestClient[]): Promise<void> {
    for (const client of clients) {
      await client.level()
      await expectFresh(first, [client])
      await client.close()
    }
  }

  test('a message sent at one is heard at the other at once, and both converge', async () => {
    const { aiko, ben, roomId } = await pair()
    await say(aiko, roomId, 'こちら一番')
    await eventually(() => has(ben, 'こちら一番')).toBe(true)
    await say(ben, roomId, 'こちら二番')
    await eventually(() => has(aiko, 'こちら二番')).toBe(true)
    await close(aiko, ben)
  })

  test('[S13] [S19] removal at one cuts at the other, before anything that is sent behind it', async () => {
    for (let round = 0; round < 3; round++) {
      const { aiko, ben, roomId } = await pair()
      const chie = await connectClient(second, first.people.chie)
      await aiko.call(api.members.add, { roomId, members: [{ accountId: chie.person.accountId, role: 'member' }] })
      await hasRoom(chie, roomId)
      await aiko.call(api.members.remove, { roomId, accountId: ben.person.accountId })
      const secret = randomUUID()
      // Through the process that Ben is at, the moment after.
      await say(chie, roomId, secret)
      await eventually(() => has(chie, secret) && has(aiko, secret)).toBe(true)
      expect(has(ben, secret)).toBe(false)
      await close(aiko, chie)
      await ben.close()
    }
  })

  /** Ben at another device, at the second process. */
  async function otherDevice(): Promise<TestClient> {
    const { ben } = first.people
    const own = browser()
    await signIn(first.app, own, { email: ben.email, password: PASSWORD })
    return connectClient(second, { ...ben, token: own.token })
  }

  /** Ends every session of Ben's but his first. */
  async function signOutOthers(): Promise<void> {
    await overHttp(first, first.people.ben).call(api.sessions.revokeAll, { keepCurrent: true })
  }

  test('somebody signed out at one is cut off at the other', async () => {
    const device = await otherDevice()
    const ended = device.socket.closed
    await signOutOthers()
    expect(await ended).toMatchObject({ code: 4401 })
    await device.close()
  })

  test.each(['killed', 'hanging'] as const)(
    '[S20] while Redis is %s everybody still becomes level, and a removal or signing out still cuts',
    async (fault) => {
      const { aiko, ben, roomId } = await pair()
      const { ws, closed } = (await otherDevice()).socket
      if (fault === 'killed') await redis.kill()
      else redis.pause()
      await say(aiko, roomId, `while ${fault}`)
      await becomes(ben, ({ rooms }) => rooms.get(roomId)?.lastNumber).toBe(aiko.room(roomId).lastNumber)
      await vi.waitUntil(() => !first.app.bus.isWhole && !other.app.bus.isWhole, { timeout: 60_000 })
      await signOutOthers()
      await aiko.call(api.members.remove, { roomId, accountId: ben.person.accountId })
      await say(aiko, roomId, 'behind it')
      await becomes(ben, ({ rooms }) => rooms.has(roomId)).toBe(false)
      expect(has(ben, 'behind it')).toBe(false)
      // What is believed of a session is believed for 5 seconds by the clock, which stands still here.
      first.app.clock.advance(5_001)
      await eventually(async () => {
        await second.beat()
        return ws.readyState
      }).toBe(WebSocket.CLOSED)
      expect(await closed).toMatchObject({ code: 4401 })
      if (fault === 'killed') await redis.start()
      else redis.resume()
      await bothWhole()
      await close(aiko, ben)
    },
  )
})
