import { sql } from 'kysely'
import { type Transaction, transact } from '../db/transaction.ts'
import type { TestApp } from './app.ts'

/**
 * Lets several works meet: `lock` takes rows that each of them needs, all are started, and the rows are given free once every
 * one of them waits for a lock. Answers with how each ended. A work that ends without having waited met nobody: an error.
 */
export async function collide<T>(
  app: TestApp,
  lock: (tx: Transaction) => Promise<unknown>,
  works: readonly (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  const started: Promise<T>[] = []
  await transact(app, async (tx) => {
    await lock(tx)
    for (const work of works) started.push(work())
    const early = new AbortController()
    const ended = started.map((run) => endedBefore(run).finally(() => early.abort()))
    await Promise.race([untilWaiting(app, works.length, early.signal), ...ended])
  })
  return await Promise.allSettled(started)
}

async function endedBefore(run: Promise<unknown>): Promise<never> {
  const [ended] = await Promise.allSettled([run])
  throw new Error(`a work ended before the others waited: ${JSON.stringify(ended)}`)
}

/** Resolves once so many statements wait for what others have locked, or when it is told to look no more. */
export async function untilWaiting(app: TestApp, statements: number, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await waiting(app)) < statements);
}

async function waiting(app: TestApp): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(app.db)
  return rows[0]?.count ?? 0
}
