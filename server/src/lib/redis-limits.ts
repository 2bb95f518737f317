import { Redis } from 'ioredis'
import { type Limit, type Limits, refusal } from './limits.ts'

/** Longer than this nobody waits for Redis; it is asked again after a pause. */
const PATIENCE_MS = 200
const PAUSE_MS = 2_000

/**
 * The moment at which the bucket is full again is all that is kept (GCRA), by Redis' own clock; answers with the milliseconds to
 * wait, 0 when one was taken.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + tonumber(ARGV[2])
local wait = full - now - tonumber(ARGV[1]) * tonumber(ARGV[2])
if wait > 0 then return math.ceil(wait) end
redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil(full - now) + 1)
return 0
`

const GIVE_BACK = `
local full = redis.call('GET', KEYS[1])
if full then redis.call('SET', KEYS[1], string.format('%.3f', full - tonumber(ARGV[2])), 'KEEPTTL') end
return 0
`

/** Token buckets in Redis, one for all processes. While it does not answer, each process counts for itself with `fallback`. */
export function redisLimits(url: string, fallback: Limits): Limits {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: PATIENCE_MS,
    connectTimeout: PAUSE_MS,
    retryStrategy: () => PAUSE_MS,
  })
  // Unheard, an error would end the process.
  redis.on('error', () => {})
  let notBefore = 0

  return {
    async take(key, limit) {
      const wait = await ask(TAKE, key, limit)
      if (wait === undefined) return fallback.take(key, limit)
      if (wait > 0) throw refusal(key, wait)
    },
    async giveBack(key, limit) {
      if ((await ask(GIVE_BACK, key, limit)) === undefined) return fallback.giveBack(key, limit)
    },
    close() {
      redis.disconnect()
      fallback.close()
    },
  }

  async function ask(script: string, key: string, { count, seconds }: Limit): Promise<number | undefined> {
    if (performance.now() < notBefore || redis.status !== 'ready') return undefined
    try {
      return Number(await redis.eval(script, 1, `naniwa:limit:${key}`, count, (seconds * 1_000) / count))
    } catch {
      notBefore = performance.now() + PAUSE_MS
      return undefined
    }
  }
}
