import { sql } from 'kysely'
import type { Queries } from './transaction.ts'

/**
 * Resolves when everything that the database shows is kept as safely as a commit is: after a transaction's commit, if it is given one.
 *
 * With a synchronous replica a row may be seen that the primary alone has: its commit was cancelled while it waited, or the primary
 * came back from a crash in the middle of that. Reading such a row waits for nothing, so whoever is told "it is there already" might be
 * told of what a promotion takes away. A commit that writes something, be it only to the log, waits for all that was committed before.
 */
export async function untilKept(db: Queries): Promise<void> {
  await sql`select pg_logical_emit_message(true, 'naniwa', '')`.execute(db)
}
