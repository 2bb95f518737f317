import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { takeTurns } from './turns.ts'

/** Memory in KiB, passes over it, lanes. */
export type Cost = Readonly<{ memoryCost: number; timeCost: number; parallelism: number }>

/**
 * OWASP's first recommendation for Argon2id: 19 MiB, two passes, one lane.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const COST: Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Waiting hashes beyond which newcomers are turned away rather than piled up. */
const QUEUE = 100

/** Full-width and half-width, composed and decomposed spellings of a password are the same password. */
export interface Hasher {
  /** Argon2id in PHC form. Throws `overloaded` when too many are waiting. */
  hash(password: string): Promise<string>
  /** Takes as long for an unknown account (`null`) as for a known one. Throws `overloaded` likewise. */
  verify(stored: string | null, password: string): Promise<boolean>
}

/** Hashes on native threads, as many at a time as there are cores less one, so that chat goes on during a sign-in rush. */
export function createHasher(cost: Cost = COST): Hasher {
  const turns = takeTurns('passwords', { atOnce: Math.max(1, availableParallelism() - 1), waiting: QUEUE })
  let decoy: Promise<string> | undefined
  return {
    hash: (password) => turns(() => hash(password.normalize('NFKC'), cost)),
    async verify(stored, password) {
      decoy ??= hash('nobody has this password', cost)
      const known = await decoy
      const fits = await turns(() => verify(stored ?? known, password.normalize('NFKC')))
      return stored !== null && fits
    },
  }
}
