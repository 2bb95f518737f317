import { setTimeout as pause } from 'node:timers/promises'
import type { Transaction as KyselyTransaction } from 'kysely'
import type { Bus } from '../bus/bus.ts'
import { isLostRace } from './errors.ts'
import type { Database } from './pool.ts'
import type { DB } from './types.ts'

/** What may be touched once the change is safe. */
export type Effects = Readonly<{ bus: Bus }>

/**
 * Queries inside one transaction. Used after its end it throws, so a forgotten `await` cannot write through another
 * transaction's connection.
 */
export type Transaction = KyselyTransaction<DB> & {
  /** Runs after the commit, in the order asked for; never if it does not commit. An error in it becomes a process warning. */
  afterCommit(effect: (effects: Effects) => void): void
  /**
   * Runs when all work is done and the commit is next, with everything still locked: for what must hold before anybody can
   * see the change. `undo` runs when the commit fails, also when nobody knows whether it did.
   */
  beforeCommit(effect: Effect, undo: Effect): void
}

/** One before the commit is waited for. */
type Effect = (effects: Effects) => Promise<void> | void

/** What is asked for while a transaction is open. */
interface Asked {
  readonly before: Effect[]
  readonly undo: Effect[]
  readonly after: Effect[]
}

/** Runs in every transaction when its work is done, with what it answers; a throw rolls it back. */
export type Seal = (transaction: Transaction, answer: unknown) => Promise<void>

/** Where a query runs: on any connection, or inside the transaction that is open. */
export type Queries = Database | Transaction

const ATTEMPTS = 6
const PAUSE_MS = 20

/**
 * Runs `work` in one transaction (read committed) and answers with what it answers, after the commit. A throw rolls back.
 * A transaction that lost a race (serialization failure, deadlock) is run again from the start, up to 6 times in all: `work`
 * must have no effect outside the database but through `beforeCommit` and `afterCommit`.
 */
export async function transact<T>(
  app: Effects & { readonly db: Database; readonly seal?: Seal },
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const asked: Asked = { before: [], undo: [], after: [] }
    let reached = false
    try {
      const result = await app.db.transaction().execute(async (transaction) => {
        const tx = withEffects(transaction, asked)
        const done = await work(tx)
        await app.seal?.(tx, done)
        reached = true
        // All begun in their order, and waited for together: eight hundred may be taken out of a room at once.
        await Promise.all(asked.before.map((effect) => run(effect, app)))
        return done
      })
      for (const effect of asked.after) void run(effect, app)
      return result
    } catch (error) {
      if (reached) for (const effect of asked.undo) void run(effect, app)
      if (!isLostRace(error) || attempt === ATTEMPTS) throw error
      // Coming back at once, the loser takes the lock that the winner is being woken for, and both lose again.
      await pause(Math.random() * PAUSE_MS * attempt)
    }
  }
}

function withEffects(transaction: KyselyTransaction<DB>, asked: Asked): Transaction {
  return Object.assign(transaction, {
    afterCommit: (effect: Effect) => {
      asked.after.push(effect)
    },
    beforeCommit: (effect: Effect, undo: Effect) => {
      asked.before.push(effect)
      asked.undo.push(undo)
    },
  })
}

/** An effect that fails must not tell the caller that the change did. */
async function run(effect: Effect, effects: Effects): Promise<void> {
  try {
    await effect(effects)
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error))
  }
}
