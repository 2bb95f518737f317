import { type api, type InputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { endSession } from './end.ts'

export async function revoke(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.sessions.revoke>,
): Promise<Record<string, never>> {
  const found = await transact(app, (tx) => endSession(tx, actor.accountId, input.id))
  if (!found) throw new Refusal('not_found')
  if (input.id === actor.sessionId) actor.keep(null)
  return {}
}
