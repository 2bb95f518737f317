import { randomUUID } from 'node:crypto'
import { Refusal } from '@naniwa/contract'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { redisServer, type TestRedis, testRedis } from '../testing/redis.ts'
import { systemClock } from './clock.ts'
import { type Limit, type Limits, memoryLimits, takeFromEach } from './limits.ts'
import { redisLimits } from './redis-limits.ts'

/** Refilled so slowly that no test is long enough for it. */
const SLOW = { count: 3, seconds: 30_000 }

/** Seconds to wait, or 0 when one was taken. */
async function take(limits: Limits, key: string, limit: Limit = SLOW): Promise<number> {
  try {
    await limits.take(key, limit)
    return 0
  } catch (error) {
    if (error instanceof Refusal && error.code === 'rate_limited') return error.retryAfter as number
    throw error
  }
}

/** What every adapter has to do. */
function testLimits(open: () => Limits): void {
  test('a bucket gives as many as it holds, then says how long it takes to give one more', async () => {
    const limits = open()
    const key = `send:${randomUUID()}`
    for (let n = 0; n < 3; n++) expect(await take(limits, key)).toBe(0)
    const wait = await take(limits, key)
    expect(wait).toBeGreaterThan(9_000)
    expect(wait).toBeLessThanOrEqual(10_000)
    expect(await take(limits, `send:${randomUUID()}`)).toBe(0)
    limits.close()
  })

  test('what did not count is put back, and never more than there was', async () => {
    const limits = open()
    const key = `send:${randomUUID()}`
    await limits.giveBack(key, SLOW)
    for (let n = 0; n < 3; n++) expect(await take(limits, key)).toBe(0)
    await limits.giveBack(key, SLOW)
    expect(await take(limits, key)).toBe(0)
    expect(await take(limits, key)).toBeGreaterThan(0)
    limits.close()
  })

  test('of two buckets one gives only when both do', async () => {
    const limits = open()
    const [own, shared] = [`own:${randomUUID()}`, `shared:${randomUUID()}`]
    const both = () =>
      takeFromEach(limits, [
        [own, { ...SLOW, count: 2 }],
        [shared, SLOW],
      ] as const)
    for (let n = 0; n < 2; n++) await both()
    for (let n = 0; n < 5; n++) await expect(both()).rejects.toThrow('too many: own')
    expect(await take(limits, shared)).toBe(0)
    expect(await take(limits, shared)).toBeGreaterThan(0)
    limits.close()
  })

  test('what was taken comes back with time', async () => {
    const limits = open()
    const key = `send:${randomUUID()}`
    const quick = { count: 1, seconds: 0.05 }
    expect(await take(limits, key, quick)).toBe(0)
    await vi.waitUntil(async () => (await take(limits, key, quick)) === 0, { timeout: 60_000, interval: 10 })
    limits.close()
  })
}

describe('in memory', () => testLimits(() => memoryLimits(systemClock)))

describe.skipIf(!redisServer)('in Redis', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await testRedis()
  })
  afterAll(() => redis.close())
  const open = () => redisLimits(redis.url, memoryLimits(systemClock))

  testLimits(open)

  test('all processes take from one bucket, and each from its own while Redis is away', async () => {
    const [one, two] = [open(), open()]
    const key = `send:${randomUUID()}`
    // Not connected yet, each counts for itself.
    const shared = async () => {
      const probe = `probe:${randomUUID()}`
      for (const limits of [one, two, one]) if ((await take(limits, probe)) > 0) return false
      return (await take(two, probe)) > 0
    }
    await vi.waitUntil(shared, { timeout: 60_000 })
    for (const limits of [one, two, one]) expect(await take(limits, key)).toBe(0)
    expect(await take(one, key)).toBeGreaterThan(0)
    expect(await take(two, key)).toBeGreaterThan(0)
    redis.pause()
    for (const limits of [one, two]) expect(await take(limits, key)).toBe(0)
    redis.resume()
    for (const limits of [one, two]) limits.close()
  })
})
