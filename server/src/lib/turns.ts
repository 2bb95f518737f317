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

/** Turns of their own for everybody: whoever asks for much waits for themselves alone. */
export function takeTurnsEach<Key>(
  what: string,
  limits: { readonly atOnce: number; readonly waiting: number },
): <T>(key: Key, work: () => Promise<T>) => Promise<T> {
  const each = new Map<Key, { readonly turns: Turns; inside: number }>()
  return async (key, work) => {
    const own = each.get(key) ?? { turns: takeTurns(what, limits), inside: 0 }
    each.set(key, own)
    own.inside += 1
    try {
      return await own.turns(work)
    } finally {
      own.inside -= 1
      if (own.inside === 0) each.delete(key)
    }
  }
}
