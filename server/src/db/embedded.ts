import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { prepareDataDirectory, requireFreeSpace } from '../lib/data-directory.ts'
import { Fatal } from '../lib/fatal.ts'
import { type FileLock, isHeld, type LockOwner, lockFile } from '../lib/file-lock.ts'
import { canEnter, isRoot, type SystemUser, systemUser } from '../lib/system-user.ts'
import { findBinaries } from './binaries.ts'
import { type Cluster, type ClusterPlace, clusterUrl, createCluster, startCluster } from './cluster.ts'
import { signal, stopLeftover } from './leftover.ts'
import { openPool } from './pool.ts'

export type EmbeddedOptions = Readonly<{
  dataDirectory: string
  /** What this process is, for the error message of the next: `serve`, or a command's name. */
  purpose: string
  /** Hears what happens to the database behind our back: an unexpected end, a restart. */
  report: (message: string) => void
}>

export type Embedded = Readonly<{
  url: string
  /** Rejects with a {@link Fatal} if PostgreSQL ends and cannot be brought back; never resolves. */
  gone: Promise<never>
  /** Stops PostgreSQL, if it was started here, and frees the data directory. */
  stop(): Promise<void>
}>

const DATABASE = 'naniwa'
const SERVE = 'serve'
const PATIENCE_MS = 60_000
const POLL_MS = 100
const BRIEF_MS = 60_000
const MAX_FAILURES = 5

/**
 * Starts the PostgreSQL of a data directory, making it first if there is none, and brings it back whenever it ends unasked. Exactly
 * one process does this at a time; a command that is at it is waited for.
 *
 * @throws {Fatal} when another server has the directory, the disk is full or read-only, or PostgreSQL does not start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDirectory } = options
  prepareDataDirectory(dataDirectory)
  const taken = await takeLock(options)
  if (isHeld(taken)) {
    throw new Fatal(
      `Naniwa is already running on ${dataDirectory} (process ${taken.pid}): stop that one, or set NANIWA_DATA to another directory.`,
    )
  }
  return await startLocked(options, taken)
}

/** For commands: the PostgreSQL of the server that is running, or else one started for as long as the command needs it. */
export async function joinEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  prepareDataDirectory(options.dataDirectory)
  const taken = await takeLock(options)
  if (!isHeld(taken)) return await startLocked(options, taken)
  const url = clusterUrl(clusterDirectory(options.dataDirectory), readPassword(options.dataDirectory), DATABASE)
  await answers(url)
  return { url, gone: new Promise<never>(() => {}), stop: async () => {} }
}

/** The lock, or the server that holds it. Commands are short, so they are waited for. */
async function takeLock({ dataDirectory, purpose, report }: EmbeddedOptions): Promise<FileLock | LockOwner> {
  const end = Date.now() + PATIENCE_MS
  for (let told = false; ; await pause(POLL_MS)) {
    const taken = lockFile(join(dataDirectory, 'lock'), purpose)
    if (!isHeld(taken) || taken.purpose === SERVE) return taken
    if (Date.now() > end) {
      throw new Fatal(
        `The command "${taken.purpose}" (process ${taken.pid}) is using ${dataDirectory}: wait until it has ended, then try again.`,
      )
    }
    if (!told) report(`Waiting for the command "${taken.purpose}" (process ${taken.pid}) to end.`)
    told = true
  }
}

async function startLocked({ dataDirectory, report }: EmbeddedOptions, lock: FileLock): Promise<Embedded> {
  try {
    requireFreeSpace(dataDirectory)
    const place = clusterPlace(dataDirectory)
    createCluster(place)
    const { gone, stop } = await supervise(place, report)
    const url = clusterUrl(place.directory, place.password, DATABASE)
    await ensureDatabase(place)
    return {
      url,
      gone,
      async stop() {
        await stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Starts the cluster and starts it again when it ends unasked, as after a kill or a crash: what was acknowledged is on disk. */
async function supervise(place: ClusterPlace, report: (message: string) => void): Promise<Omit<Embedded, 'url'>> {
  const { promise: gone, reject } = Promise.withResolvers<never>()
  gone.catch(() => {})
  let stopping = false
  let cluster = await start(place)
  const stopWithProcess = () => signal(cluster.pid, 'SIGINT')
  process.once('exit', stopWithProcess)

  async function watch(): Promise<void> {
    for (let failures = 0; ; ) {
      const started = Date.now()
      await cluster.ended
      if (stopping) return
      failures = Date.now() - started < BRIEF_MS ? failures + 1 : 1
      if (failures > MAX_FAILURES) {
        throw new Fatal(
          `PostgreSQL ended ${failures} times within a minute of its start: see ${join(place.directory, 'log')}.`,
        )
      }
      report('PostgreSQL ended unexpectedly: starting it again.')
      cluster = await start(place)
    }
  }
  const watching = watch().catch(reject)
  return {
    gone,
    async stop() {
      stopping = true
      process.off('exit', stopWithProcess)
      await cluster.stop()
      await watching
    },
  }
}

async function start(place: ClusterPlace): Promise<Cluster> {
  await stopLeftover(place.directory)
  return await startCluster(place, settings())
}

function clusterPlace(dataDirectory: string): ClusterPlace {
  const user = serverUser(dataDirectory)
  const directory = clusterDirectory(dataDirectory)
  return { binaries: findBinaries(dataDirectory, user), directory, user, password: readPassword(dataDirectory) }
}

function clusterDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'postgres')
}

/** PostgreSQL refuses to run as root, so root runs it as the system user `postgres`. */
function serverUser(dataDirectory: string): SystemUser | undefined {
  if (!isRoot()) return undefined
  const user = systemUser('postgres')
  if (canEnter(dataDirectory, user)) return user
  throw new Fatal(
    `PostgreSQL does not run as root, and its user "postgres" cannot enter ${dataDirectory}: set NANIWA_DATA to a directory others may pass through, such as /var/lib/naniwa, or start as an ordinary user.`,
  )
}

/** Random, made once, and readable by the owner of the data directory alone. */
function readPassword(dataDirectory: string): string {
  const path = join(dataDirectory, 'postgres-password')
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(path, 'utf8')
}

async function ensureDatabase({ directory, password }: ClusterPlace): Promise<void> {
  const pool = openPool(clusterUrl(directory, password, 'postgres'), { max: 1 })
  try {
    const { rowCount } = await pool.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await pool.query(`create database ${DATABASE}`)
  } finally {
    await pool.end()
  }
}

/** The server that holds the directory may still be starting. */
async function answers(url: string): Promise<void> {
  const pool = openPool(url, { max: 1 })
  try {
    for (const end = Date.now() + PATIENCE_MS; ; await pause(POLL_MS)) {
      try {
        await pool.query('select 1')
        return
      } catch (error) {
        if (Date.now() > end) throw error
      }
    }
  } finally {
    await pool.end()
  }
}

/** Nothing that was acknowledged may be lost, so the defaults that keep it safe are spelled out. */
function settings(): Record<string, string> {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20
  const share = (part: number, least: number, most: number) =>
    `${Math.floor(Math.min(Math.max(memory * part, least), most))}MB`
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_level: 'replica',
    max_connections: '60',
    shared_buffers: share(0.25, 128, 2_048),
    effective_cache_size: share(0.5, 256, 65_536),
    maintenance_work_mem: share(0.05, 64, 512),
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A week of logs, each day's written over a week later.
    logging_collector: 'on',
    log_filename: 'postgresql-%a.log',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_line_prefix: '%m [%p] %a ',
  }
}
