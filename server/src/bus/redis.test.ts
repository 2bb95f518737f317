import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { redisServer, type TestRedis, testRedis } from '../testing/redis.ts'
import { testBus } from './bus.contract.ts'
import type { Bus, Notice } from './bus.ts'
import { redisBus } from './redis.ts'

const log = pino({ level: 'silent' })

/** A process that is on the bus. */
async function onBus(url: string): Promise<{ bus: Bus; heard: Notice[] }> {
  const bus = redisBus({ url, log })
  const heard: Notice[] = []
  bus.listen((notice) => heard.push(notice))
  await whole(bus)
  heard.length = 0
  return { bus, heard }
}

async function whole(bus: Bus): Promise<void> {
  await vi.waitUntil(() => bus.isWhole, { timeout: 60_000 })
}

const gaps = (heard: readonly Notice[]) => heard.filter(({ kind }) => kind === 'gap').length
const eventually = (read: () => unknown) => expect.poll(read, { timeout: 60_000 })

describe.skipIf(!redisServer)('over Redis', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await testRedis()
  })
  afterAll(() => redis.close())

  testBus(async () => {
    const [here, there] = await Promise.all([onBus(redis.url), onBus(redis.url)])
    return {
      ends: [here.bus, there.bus],
      async close() {
        await Promise.all([here.bus.close(), there.bus.close()])
      },
    }
  })

  test('[S21] what is not followed does not arrive', async () => {
    const [here, there] = await Promise.all([onBus(redis.url), onBus(redis.url)])
    here.bus.publish({ kind: 'event', topic: 'room:77', frame: 'x' })
    here.bus.publish({ kind: 'signedOut', accountId: 1, sessionId: 1 })
    await eventually(() => there.heard.some(({ kind }) => kind === 'signedOut')).toBe(true)
    expect(there.heard.filter(({ kind }) => kind === 'event')).toEqual([])
    await Promise.all([here.bus.close(), there.bus.close()])
  })

  test.each(['killed and started again', 'hanging for longer than it may'] as const)(
    '[S20] while Redis is %s, events of rooms stay away and gaps are told; afterwards everything arrives',
    async (fault) => {
      const [here, there] = await Promise.all([onBus(redis.url), onBus(redis.url)])
      await there.bus.follow(['room:1'])
      if (fault === 'killed and started again') await redis.kill()
      else redis.pause()
      await eventually(() => Math.min(gaps(here.heard), gaps(there.heard)) >= 2).toBe(true)
      here.bus.publish({ kind: 'event', topic: 'room:1', frame: 'lost' })
      expect(here.heard.filter(({ kind }) => kind === 'event')).toEqual([])
      const before = gaps(there.heard)
      if (fault === 'killed and started again') await redis.start()
      else redis.resume()
      await Promise.all([whole(here.bus), whole(there.bus)])
      // Of what was said meanwhile somebody has to be told to look.
      await eventually(() => gaps(there.heard) > before).toBe(true)
      here.bus.publish({ kind: 'event', topic: 'room:1', frame: 'found' })
      await eventually(() => there.heard.some((notice) => notice.kind === 'event' && notice.frame === 'found')).toBe(
        true,
      )
      await Promise.all([here.bus.close(), there.bus.close()])
    },
  )

  test('a process that starts while Redis is away begins with gaps, and is on the bus once it is there', async () => {
    await redis.kill()
    const bus = redisBus({ url: redis.url, log })
    const heard: Notice[] = []
    bus.listen((notice) => heard.push(notice))
    await eventually(() => gaps(heard) > 0).toBe(true)
    await redis.start()
    await whole(bus)
    await bus.close()
  })

  test('a process that says goodbye leaves no gap; closing does not hang while Redis is away', async () => {
    const [here, there] = await Promise.all([onBus(redis.url), onBus(redis.url)])
    await here.bus.close()
    await redis.kill()
    await there.bus.close()
    await redis.start()
  })
})
