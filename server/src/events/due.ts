import type { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { createBell } from '../lib/bell.ts'
import type { Running } from './react.ts'

/** How often to look for what nobody here was woken for: attempts that are due again, and what other processes queued. */
const LOOK_MS = 2_000

/**
 * Wakes the reactors that have something due. One statement looks for all of them: each by itself kept an idle server, and its
 * database, three times as busy.
 *
 * @param reactors by the names of their queues.
 * @returns the way to stop; resolves when no look is under way.
 */
export function watchDue(
  boss: PgBoss,
  log: Pick<Logger, 'error'>,
  schema: string,
  reactors: ReadonlyMap<string, Pick<Running, 'wake'>>,
): () => Promise<void> {
  const bell = createBell()
  let stopped = false
  // By equal columns, so that a long backlog of what is not due yet is not read.
  const due = `
    select q.name from unnest($1::text[]) as q(name) where exists (
      select from ${schema}.job j
      where j.name = q.name and j.state in ('created', 'retry') and not j.blocked and j.start_after <= now()
    )`

  async function look(): Promise<void> {
    const { rows } = await boss.getDb().executeSql(due, [[...reactors.keys()]])
    for (const { name } of rows as { name: string }[]) reactors.get(name)?.wake()
  }

  async function run(): Promise<void> {
    let failing = false
    while (!stopped) {
      await bell.wait(LOOK_MS)
      if (stopped) return
      failing = await look().then(
        () => false,
        (err) => {
          if (!failing) log.error({ err }, 'the queues cannot be looked at')
          return true
        },
      )
    }
  }

  const running = run()
  return async () => {
    stopped = true
    bell.ring()
    await running
  }
}
