import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { createApp } from '../../server/src/app.ts'
import { readConfig } from '../../server/src/config.ts'
import type { App } from '../../server/src/context.ts'
import { openDatabase, openPool } from '../../server/src/db/pool.ts'
import { enginesIn } from '../../server/src/fleet/engines.ts'
import { type Fleet, startFleet } from '../../server/src/fleet/fleet.ts'
import type { FleetOptions } from '../../server/src/fleet/plan.ts'
import { freePort } from '../../server/src/lib/free-port.ts'
import { temporaryDirectory } from '../../server/src/testing/temporary.ts'
import { type Previous, previousCommit, unpackPrevious } from './previous.ts'

/** Whether `npm test` found what a fleet is made of; without it what needs one is skipped, which is counted and said. */
export const hasEngines = ['REDIS_SERVER', 'PGBOUNCER', 'HAPROXY'].every((name) => process.env[name])

/** Whether there is a version before this one, to run beside it; without history what looks at that is skipped, which is counted and said. */
export const hasPrevious = hasEngines && previousCommit() !== undefined

/** A fleet in a temporary directory; every second process runs the version before this one, where there is one. */
export interface Stage {
  readonly fleet: Fleet
  readonly directory: string
  readonly previous: Previous | undefined
  /** The program over the fleet's own database, past its doors: for making people and for looking. */
  readonly app: App
  close(): Promise<void>
}

export async function openStage(
  options: Pick<FleetOptions, 'webs' | 'workers'> & Partial<FleetOptions>,
): Promise<Stage> {
  const directory = temporaryDirectory('naniwa-fleet')
  const engines = enginesIn(process.env)
  const previous = unpackPrevious(join(directory, 'previous'))
  const mainOf = (name: string) => (name.endsWith('-2') ? previous?.main : undefined)
  const env = { NANIWA_LOG_LEVEL: 'warn', ...options.env }
  const fleet = await startFleet({
    report: () => {},
    mainOf,
    ...options,
    engines,
    directory,
    port: await freePort(),
    env,
  })
  const db = openDatabase(openPool(fleet.databaseUrl, { max: 4 }))
  const app = createApp(readConfig({ NANIWA_DATA: directory }), db, { log: pino({ level: 'silent' }) })
  return {
    fleet,
    directory,
    previous,
    app,
    async close() {
      await db.destroy()
      await fleet.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
