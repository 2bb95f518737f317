import { sql } from 'kysely'
import type { App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { type Queries, type Transaction, transact } from '../db/transaction.ts'

/** What a search reads: the product's database, and the one its index is in, which is the same unless SEARCH_DATABASE_URL names another. */
export interface Read {
  readonly db: Queries
  readonly index: Queries
}

/**
 * Both as they were at one moment. Where they are two, the product's is seen a little later: what the index did not know yet
 * is read from the messages themselves.
 */
export async function readBoth<T>(app: App, work: (read: Read) => Promise<T>): Promise<T> {
  return snapshot(isOne(app) ? await app.reading.database() : app.index, async (index) => {
    // Being the first statement, it also fixes the moment.
    await prepare(index)
    return isOne(app) ? work({ db: index, index }) : snapshot(await app.reading.database(), (db) => work({ db, index }))
  })
}

/** Where the index is written: in a transaction, by what the product's database says while it lasts. */
export interface Write {
  readonly db: Queries
  readonly index: Transaction
}

export function writeIndex<T>(app: App, work: (write: Write) => Promise<T>): Promise<T> {
  return transact({ bus: app.bus, db: app.index }, (index) => work({ db: isOne(app) ? index : app.db, index }))
}

function isOne({ db, index }: App): boolean {
  return db === index
}

/**
 * Search has its own ideas of a good plan: always by index, row by row, and bitmaps that stay exact, since a lossy one has to
 * compute the grams of every segment it meets.
 */
async function prepare(index: Queries): Promise<void> {
  await sql`
    select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true), set_config('work_mem', '64MB', true), set_config('jit', 'off', true)
  `.execute(index)
}
