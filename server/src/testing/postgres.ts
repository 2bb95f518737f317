import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { findBinaries } from '../db/binaries.ts'
import { clusterUrl, createCluster, startCluster } from '../db/cluster.ts'
import { signal, stopLeftover } from '../db/leftover.ts'
import { migrate } from '../db/migrate.ts'
import { openPool } from '../db/pool.ts'
import { isRunning } from '../lib/is-running.ts'
import { isRoot, systemUser } from '../lib/system-user.ts'
import { temporaryDirectory, temporaryRoot } from './temporary.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's PostgreSQL: the URL of its maintenance database. Beside it stands the migrated template. */
    postgres: string
  }
}

/** The database that {@link setup} migrates and every test file clones. */
export const TEMPLATE = 'template_naniwa'

const PREFIX = 'naniwa-test-'

/** Speed before safety: what a test run loses in a power cut was worth nothing. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '100',
  shared_buffers: '128MB',
  deadlock_timeout: '100ms',
  autovacuum_naptime: '10min',
  timezone: 'UTC',
}

/** Vitest's global set-up: one PostgreSQL for the run, with a migrated template; answers with the function that ends it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned()
  const { url, stop } = await startTestPostgres()
  project.provide('postgres', url('postgres'))
  return stop
}

/** A fresh PostgreSQL in a temporary directory, its template migrated. */
export async function startTestPostgres(): Promise<{ url(database: string): string; stop(): Promise<void> }> {
  const root = temporaryDirectory(`${PREFIX}${process.pid}`)
  const user = isRoot() ? systemUser('postgres') : undefined
  const directory = join(root, 'postgres')
  const password = randomBytes(12).toString('hex')
  const place = { binaries: findBinaries(root, user), directory, user, password }
  createCluster(place)
  const cluster = await startCluster(place, FAST)
  const kill = () => signal(cluster.pid, 'SIGQUIT')
  process.once('exit', kill)
  const url = (database: string) => clusterUrl(directory, password, database)
  await createTemplate(url)
  return {
    url,
    async stop() {
      process.off('exit', kill)
      await cluster.stop()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

async function createTemplate(url: (database: string) => string): Promise<void> {
  const maintenance = openPool(url('postgres'), { max: 1 })
  await maintenance.query(`create database ${TEMPLATE}`)
  await maintenance.end()
  const template = openPool(url(TEMPLATE), { max: 1 })
  await migrate(template)
  await template.end()
}

/** Ends what a killed run left behind; what belongs to another user is left to them. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(temporaryRoot())) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (!owner || isRunning(Number(owner))) continue
    const root = join(temporaryRoot(), name)
    try {
      await stopLeftover(join(root, 'postgres'))
      rmSync(root, { recursive: true, force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    }
  }
}
