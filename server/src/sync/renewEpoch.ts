import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../context.ts'

/** After an older state was restored: browsers which have seen more throw away what they hold when they next connect. */
export async function renewEpoch(app: App): Promise<{ epoch: string }> {
  const epoch = randomUUID()
  await sql`update server_state set value = ${epoch} where name = 'epoch'`.execute(app.db)
  return { epoch }
}
