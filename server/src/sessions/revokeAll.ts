import type { api, InputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { endSessions } from './end.ts'

export async function revokeAll(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.sessions.revokeAll>,
): Promise<Record<string, never>> {
  const except = input.keepCurrent ? actor.sessionId : undefined
  await transact(app, (tx) => endSessions(tx, actor.accountId, except))
  if (!input.keepCurrent) actor.keep(null)
  return {}
}
