import { sweepTickets } from './accounts/ticket.ts'
import { sweepAccess } from './analytics/compact.ts'
import type { App } from './context.ts'
import { sweepOnce } from './doors/v2/once.ts'
import { sweepWindows } from './doors/v2/windows.ts'
import { sweepDeletedRooms, sweepGarbage } from './files/sweep.ts'
import { sweepImages } from './images/sweep.ts'
import { sweepOauth } from './oauth/end.ts'
import { sweepPreviews } from './previews/source.ts'
import { sweepIndex } from './search/build.ts'
import { sweepSessions } from './sessions/sweep.ts'
import { sweepUploads } from './uploads/abort.ts'
import { sweepDeliveries } from './webhooks/delivery/sweep.ts'

const HOUR_MS = 60 * 60 * 1_000
const SWEEPS = [
  sweepSessions,
  sweepTickets,
  sweepWindows,
  sweepOnce,
  sweepPreviews,
  sweepImages,
  sweepIndex,
  sweepUploads,
  sweepDeletedRooms,
  sweepGarbage,
  sweepDeliveries,
  sweepOauth,
  sweepAccess,
]

/** Removes what is over and makes good what was missed, now and every hour. Nothing depends on when; several processes may do it. Answers with the way to stop. */
export function sweepHourly(app: App): () => void {
  let isStopped = false
  // One that finds the database closed was stopped half-way: the next start begins it anew.
  const failed = (err: unknown): void => {
    if (!isStopped) app.log.warn({ err }, 'a sweep failed')
  }
  const sweep = (): void => {
    for (const run of SWEEPS) run(app).catch(failed)
  }
  sweep()
  const timer = setInterval(sweep, HOUR_MS)
  return () => {
    isStopped = true
    clearInterval(timer)
  }
}
