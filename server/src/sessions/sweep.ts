import type { App } from '../context.ts'
import { isAlive } from './lifetime.ts'

/** Removes the rows of sessions that are over. Run now and then; nothing depends on when. */
export async function sweepSessions(app: App): Promise<void> {
  await app.db
    .deleteFrom('session')
    .where(({ not, eb }) => not(isAlive(app)(eb)))
    .execute()
}
