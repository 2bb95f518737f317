import { shipPeriodically } from './analytics/ship.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { contactReactors } from './contacts/react.ts'
import type { App } from './context.ts'
import { connect } from './db/connect.ts'
import { migrateAll } from './db/migrate.ts'
import { openMetrics } from './doors/metrics.ts'
import type { Reactor } from './events/react.ts'
import { type Relay, startRelay } from './events/relay.ts'
import { leftFilesReactor } from './files/react.ts'
import { watchRestored } from './files/restored.ts'
import { listen } from './listen.ts'
import { mailReactor, unreadReactors } from './mail/react.ts'
import { watchUnread } from './mail/unread-due.ts'
import { organizationRoomsReactor, profileReactor } from './members/spread.ts'
import { standingReactor } from './members/standing.ts'
import { organizationReactor } from './organizations/react.ts'
import { previewReactor } from './previews/react.ts'
import { pushReactors } from './push/react.ts'
import { watchHeld } from './push/release.ts'
import { renditionReactor } from './renditions/react.ts'
import { searchReactor } from './search/react.ts'
import { sweepHourly } from './sweep.ts'
import { leftTasksReactor, zoneTasksReactor } from './tasks/react.ts'
import { watchAlarms } from './tasks/ring.ts'
import { watchDeliveries } from './webhooks/delivery/queue.ts'
import { webhookReactors } from './webhooks/react.ts'

/** What follows from changes. */
export const reactors: readonly Reactor[] = [
  mailReactor,
  ...unreadReactors,
  organizationReactor,
  organizationRoomsReactor,
  profileReactor,
  standingReactor,
  leftTasksReactor,
  leftFilesReactor,
  zoneTasksReactor,
  ...contactReactors,
  searchReactor,
  previewReactor(),
  renditionReactor(),
  ...pushReactors(),
  ...webhookReactors(),
]

/** A second signal sooner than this is the same one: a terminal and npm both pass on one Ctrl-C. */
const SAME_SIGNAL_MS = 1_000
const DRAIN_LIMIT_MS = 30_000

/**
 * Runs the server, or the part of it that `config.roles` names, until SIGTERM, SIGINT or the end of the process that started it; then drains and stops the embedded PostgreSQL.
 * A second signal, or 30 seconds, end it at once (nothing acknowledged is lost by that either).
 *
 * @throws {Fatal}
 */
export async function serve(config: Config, stop: Stop = listenForStop()): Promise<void> {
  const report = (message: string) => console.error(message)
  const connection = await connect({ ...config, purpose: 'serve', report })
  try {
    await migrateAll(connection)
    const app = createApp(config, connection.db, { index: connection.index })
    let stopShipping: (() => Promise<void>) | undefined
    const work = config.roles.includes('worker') ? await startWork(app, connection.url) : undefined
    try {
      const doors = config.roles.includes('web') ? await listen(app) : undefined
      stopShipping = doors && shipPeriodically(app)
      const { metricsPort: port } = config
      const metrics = port === undefined ? undefined : await openMetrics(app, port, { ...doors, lag: work?.lag })
      stop.graceful()
      console.log(doors ? `Naniwa is at ${doors.url}` : 'Naniwa works behind the others')
      if (connection.kind === 'embedded') console.log(`Data is kept in ${config.dataDirectory}`)
      await Promise.race([stop.asked, connection.gone]).finally(() => doors?.drain())
      await metrics?.close()
    } finally {
      await work?.stop()
      await stopShipping?.()
      await app.bus.close()
      app.limits.close()
      await app.reading.close()
    }
  } finally {
    await connection.close()
  }
}

/** What follows from changes and what is to happen at a time; any number of processes may be at it. */
async function startWork(app: App, url: string): Promise<Pick<Relay, 'lag' | 'stop'>> {
  const relay = await startRelay(app, url, reactors)
  const stopSweeping = sweepHourly(app)
  const stopWatching = [watchAlarms(app), watchDeliveries(app), watchRestored(app), watchUnread(app), watchHeld(app)]
  return {
    lag: relay.lag,
    async stop() {
      stopSweeping()
      await Promise.all(stopWatching.map((stopOne) => stopOne()))
      await relay.stop()
    },
  }
}

/** How a server is told to stop. */
export interface Stop {
  readonly asked: Promise<void>
  /** From now on it stops in good order. */
  graceful(): void
}

/** Until `graceful()`, a signal ends the process at once: nothing has been served yet. */
function listenForStop(): Stop {
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  let graceful = false
  let firstAt: number | undefined
  const hear = () => {
    if (!graceful) process.exit(1)
    if (firstAt === undefined) {
      firstAt = Date.now()
      setTimeout(() => process.exit(1), DRAIN_LIMIT_MS).unref()
      resolve()
    } else if (Date.now() - firstAt > SAME_SIGNAL_MS) process.exit(1)
  }
  process.on('SIGTERM', hear).on('SIGINT', hear)
  // The launcher holds the other end of this channel; it breaks when the launcher is gone, even by SIGKILL.
  process.on('disconnect', hear)
  process.channel?.unref()
  return {
    asked,
    graceful() {
      graceful = true
    },
  }
}
