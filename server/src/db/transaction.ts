import type { Transaction as KyselyTransaction } from 'kysely'
import type { Bus } from '../bus/memory.ts'
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
}

/** Where a query runs: on any connection, or inside the transaction that is open. */
export type Queries = Database | Transaction

const ATTEMPTS = 4

/**
 * Runs `work` in one transaction (read committed) and answers with what it answers, after the commit. A throw rolls back.
 * A transaction that lost a race (serialization failure, deadlock) is run again from the start, up to 4 times in all: `work`
 * must have no effect outside the database but through `afterCommit`.
 */
export async function transact<T>(
  app: Effects & { readonly db: Database },
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const effects: ((effects: Effects) => void)[] = []
    try {
      const result = await app.db.transaction().execute((transaction) => work(withEffects(transaction, effects)))
      for (const effect of effects) run(effect, app)
      return result
    } catch (error) {
      if (!isLostRace(error) || attempt === ATTEMPTS) throw error
    }
  }
}

function withEffects(transaction: KyselyTransaction<DB>, effects: ((effects: Effects) => void)[]): Transaction {
  return Object.assign(transaction, {
    afterCommit: (effect: (effects: Effects) => void) => {
      effects.push(effect)
    },
  })
}

/** The change is committed: an effect that fails must not tell the caller otherwise. */
function run(effect: (effects: Effects) => void, effects: Effects): void {
  try {
    effect(effects)
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error))
  }
}
