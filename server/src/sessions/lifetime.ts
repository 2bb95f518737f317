import type { ExpressionBuilder } from 'kysely'
import type { App } from '../context.ts'
import type { DB } from '../db/types.ts'

const DAY = 24 * 60 * 60 * 1_000
/** A session that nobody used for so long is over, in milliseconds. */
export const IDLE_END = 30 * DAY
/** However much it is used, a session is over after so long, in milliseconds. */
export const ABSOLUTE_END = 180 * DAY

/** True of sessions that are not over. */
export function isAlive(app: App) {
  const now = app.clock.now().getTime()
  return (session: ExpressionBuilder<DB, 'session'>) =>
    session.and([
      session('lastSeenAt', '>', new Date(now - IDLE_END)),
      session('createdAt', '>', new Date(now - ABSOLUTE_END)),
    ])
}
