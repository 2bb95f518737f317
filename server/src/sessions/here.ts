import type { api, InputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'

/**
 * How long somebody who said so is taken to be there, in milliseconds. Longer than a page goes on saying so without a touch: what came
 * in between is told when it is looked at again.
 */
export const HERE_MS = 2 * 60 * 1_000

export async function here(
  app: App,
  { accountId, sessionId }: Actor,
  { state, idle }: InputOf<typeof api.sessions.here>,
): Promise<Record<string, never>> {
  const now = app.clock.now()
  // When they were last there stays known.
  const until = new Date(now.getTime() + (state === 'here' ? HERE_MS : -idle * 1_000))
  await sql`
    update session set here_until = ${until} where account_id = ${accountId} and id = ${sessionId}
  `.execute(app.db)
  return {}
}
