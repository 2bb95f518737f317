import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { endSession } from './end.ts'

export async function signOut(app: App, actor: Actor): Promise<Record<string, never>> {
  await transact(app, (tx) => endSession(tx, actor.accountId, actor.sessionId))
  actor.keep(null)
  return {}
}
