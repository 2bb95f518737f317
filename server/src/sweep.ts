import { sweepTickets } from './accounts/ticket.ts'
import type { App } from './context.ts'
import { sweepPreviews } from './previews/source.ts'
import { sweepSessions } from './sessions/sweep.ts'

const HOUR_MS = 60 * 60 * 1_000

/** Removes what is over, now and every hour. Nothing depends on when; several processes may do it. Answers with the way to stop. */
export function sweepHourly(app: App): () => void {
  const sweep = (): void => {
    for (const run of [sweepSessions, sweepTickets, sweepPreviews]) {
      run(app).catch((err) => app.log.warn({ err }, 'a sweep failed'))
    }
  }
  sweep()
  const timer = setInterval(sweep, HOUR_MS)
  return () => clearInterval(timer)
}
