import type { Transaction } from 'kysely'
import type { Database } from './pool.ts'
import type { DB } from './types.ts'

/** Several queries that see the database as it was at one moment. */
export function snapshot<T>(db: Database, work: (tx: Transaction<DB>) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)
}
