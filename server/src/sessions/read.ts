import type { Session } from '@naniwa/contract'
import type { App } from '../context.ts'
import { isAlive } from './lifetime.ts'
import { sessionColumns } from './view.ts'

/** Newest use first. */
export async function readSessions(app: App, accountId: number, currentId: number): Promise<Session[]> {
  return await app.db
    .selectFrom('session')
    .where('accountId', '=', accountId)
    .where(isAlive(app))
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id', 'desc')
    .select(sessionColumns(currentId))
    .execute()
}
