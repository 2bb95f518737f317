import { Refusal } from '@naniwa/contract'
import type { Clock } from './clock.ts'

/** So many in so many seconds, refilled evenly. */
export interface Limit {
  readonly count: number
  readonly seconds: number
}

export interface Limits {
  /** Takes one from the named bucket. Throws `rate_limited`, with the seconds to wait, when it is empty. */
  take(key: string, limit: Limit): Promise<void>
  /** Puts one back that turned out not to count. */
  giveBack(key: string, limit: Limit): Promise<void>
  close(): void
}

/**
 * Takes one from each bucket, of all at once: with Redis that is one way there and back. When one of them is empty, nothing is taken from the
 * others. Throws as `take` does, for the first that is empty.
 */
export async function takeFromEach(limits: Limits, buckets: readonly (readonly [string, Limit])[]): Promise<void> {
  const outcomes = await Promise.allSettled(buckets.map(([key, limit]) => limits.take(key, limit)))
  const refused = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined
  if (!refused) return
  const taken = buckets.filter((_, at) => outcomes[at]?.status === 'fulfilled')
  await Promise.all(taken.map(([key, limit]) => limits.giveBack(key, limit)))
  throw refused.reason
}

interface Bucket {
  left: number
  at: number
  full: number
}

const SWEEP_SIZE = 10_000

/** Token buckets in memory; full ones are forgotten once there are 10,000, and again whenever there are twice as many as then were left. */
export function memoryLimits(clock: Clock): Limits {
  const buckets = new Map<string, Bucket>()
  let most = SWEEP_SIZE
  function sweep(now: number): void {
    for (const [key, bucket] of buckets) if (bucket.full <= now) buckets.delete(key)
    most = Math.max(SWEEP_SIZE, 2 * buckets.size)
  }
  return {
    async take(key, { count, seconds }) {
      const now = clock.now().getTime()
      const refill = count / (seconds * 1_000)
      const bucket = buckets.get(key) ?? { left: count, at: now, full: now }
      bucket.left = Math.min(count, bucket.left + Math.max(0, now - bucket.at) * refill)
      bucket.at = now
      if (bucket.left < 1) throw refusal(key, (1 - bucket.left) / refill)
      bucket.left -= 1
      bucket.full = now + (count - bucket.left) / refill
      buckets.set(key, bucket)
      if (buckets.size > most) sweep(now)
    },
    async giveBack(key, { count, seconds }) {
      const bucket = buckets.get(key)
      if (!bucket) return
      bucket.left = Math.min(count, bucket.left + 1)
      bucket.full -= (seconds * 1_000) / count
    },
    close() {},
  }
}

/** Says which bucket is empty, without whose it is. */
export function refusal(key: string, milliseconds: number): Refusal {
  return new Refusal('rate_limited', `too many: ${key.split(':')[0]}`, { retryAfter: Math.ceil(milliseconds / 1_000) })
}

/** For load tests: refuses nobody. */
export const noLimits: Limits = { async take() {}, async giveBack() {}, close() {} }
