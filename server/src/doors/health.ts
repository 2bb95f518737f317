import { Hono } from 'hono'
import { sql } from 'kysely'
import type { Database } from '../db/pool.ts'

const LIMIT_MS = 1_000

/**
 * `GET /healthz`: 200 while the process is alive. `GET /readyz`: 200 only when a request would succeed now, that is, the database
 * answers within a second and the server is not draining; else 503. Neither asks who you are.
 */
export function healthDoor(db: Database, isDraining: () => boolean): Hono {
  return new Hono()
    .get('/healthz', (context) => context.text('alive'))
    .get('/readyz', async (context) => {
      if (isDraining()) return context.text('draining', 503)
      return (await answers(db)) ? context.text('ready') : context.text('the database does not answer', 503)
    })
}

/** Whether the database does within a second. */
export async function answers(db: Database): Promise<boolean> {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), LIMIT_MS)
  const query = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
  const answered = await Promise.race([query, late.promise])
  clearTimeout(timer)
  return answered
}
