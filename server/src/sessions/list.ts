import type { api, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { readSessions } from './read.ts'

export async function list(app: App, actor: Actor): Promise<OutputOf<typeof api.sessions.list>> {
  return { sessions: await readSessions(app, actor.accountId, actor.sessionId) }
}
