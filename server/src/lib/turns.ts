import { Refusal } from '@naniwa/contract'

/** Runs work when its turn comes. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/**
 * So many at a time; the rest wait in order, and beyond `waiting` newcomers are refused as `overloaded` rather than piled up.
 *
 * @param what names the work in the refusal.
 */
export function takeTurns(what: string, limits: { readonly atOnce: number; readonly waiting: number }): Turns {
  const queue: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running < limits.atOnce) running += 1
    else if (queue.length < limits.waiting) await new Promise<void>((resolve) => queue.push(resolve))
    else throw new Refusal('overloaded', `too many are waiting: ${what}`, { retryAfter: 5 })
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}
