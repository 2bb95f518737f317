import { availableParallelism } from 'node:os'
import { Refusal } from '@naniwa/contract'
import { hash, verify } from '@node-rs/argon2'

/**
 * OWASP's first recommendation for Argon2id: 19 MiB, two passes, one lane.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Waiting hashes beyond which newcomers are turned away rather than piled up. */
const QUEUE = 100

export interface Hasher {
  /** Argon2id in PHC form. Throws `overloaded` when too many are waiting. */
  hash(password: string): Promise<string>
  /** Takes as long for an unknown account (`null`) as for a known one. Throws `overloaded` likewise. */
  verify(stored: string | null, password: string): Promise<boolean>
}

/** Hashes on native threads, as many at a time as there are cores less one, so that chat goes on during a sign-in rush. */
export function createHasher(): Hasher {
  const slots = Math.max(1, availableParallelism() - 1)
  const waiting: (() => void)[] = []
  let running = 0
  let decoy: Promise<string> | undefined

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= slots) {
      if (waiting.length >= QUEUE)
        throw new Refusal('overloaded', 'too many passwords are being checked', { retryAfter: 5 })
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      running += 1
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }

  return {
    hash: (password) => inTurn(() => hash(password, COST)),
    async verify(stored, password) {
      decoy ??= hash('nobody has this password', COST)
      const known = await decoy
      const fits = await inTurn(() => verify(stored ?? known, password))
      return stored !== null && fits
    },
  }
}
