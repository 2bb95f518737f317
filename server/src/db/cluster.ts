import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Fatal } from '../lib/fatal.ts'
import { sha256Hex } from '../lib/hash.ts'
import { type SystemUser, setpriv } from '../lib/system-user.ts'
import type { Binaries } from './binaries.ts'
import { startFailure } from './start-failure.ts'

/** Where a cluster lives and who runs it. */
export type ClusterPlace = Readonly<{
  binaries: Binaries
  /** Made by {@link createCluster}; readable by the server user alone. */
  directory: string
  /** Who PostgreSQL runs as; undefined for the user of this process. */
  user: SystemUser | undefined
  password: string
  /** A network of its own, in which it is heard too, at this address; and what to put before its command so that it runs there. */
  network?: Readonly<{ host: string; inside: readonly string[] }>
}>

/** A PostgreSQL that runs as our child, heard on a Unix socket, and elsewhere only where its place has a network. */
export type Cluster = Readonly<{
  pid: number
  /** Resolves when it has ended, whoever ended it. */
  ended: Promise<void>
  /** Ends its connections, writes a checkpoint and stops. */
  stop(): Promise<void>
}>

export const SUPERUSER = 'naniwa'
/** Of its Unix socket, and in a network of its own. */
export const PORT = 5432
const SOCKET_PATH_LIMIT = 100
const STOP_LIMIT_MS = 30_000

/** A directory that exists and can be entered, and messages in English, which {@link startFailure} reads. */
const surroundings = { cwd: '/', env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' } }

/** How to reach a database of the cluster, as a URL that `pg` takes. */
export function clusterUrl(directory: string, password: string, database: string): string {
  const host = encodeURIComponent(socketDirectory(directory))
  return `postgres://${SUPERUSER}:${password}@localhost/${database}?host=${host}&port=${PORT}`
}

/** The cluster's own directory, or a short one where the socket's path would pass the system's limit of 104 bytes. */
export function socketDirectory(directory: string): string {
  const path = join(directory, `.s.PGSQL.${PORT}`)
  if (Buffer.byteLength(path) <= SOCKET_PATH_LIMIT) return directory
  return join(tmpdir(), `naniwa-${sha256Hex(directory).slice(0, 12)}`)
}

/** Makes the cluster if it does not exist. One that was interrupted half-way is made again. */
export function createCluster({ binaries, directory, user, password }: ClusterPlace): void {
  if (existsSync(directory)) {
    checkVersion(directory, binaries)
    return
  }
  const draft = `${directory}.new`
  const passwordFile = `${directory}.password`
  rmSync(draft, { recursive: true, force: true })
  makeOwned(draft, user)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) chownSync(passwordFile, user.uid, user.gid)
  try {
    const run = spawnSync(binaries.initdb, initdbArguments(draft, passwordFile), { ...user, ...surroundings })
    if (run.status !== 0) throw startFailure(directory, run.stderr?.toString() ?? String(run.error))
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, directory)
}

function initdbArguments(directory: string, passwordFile: string): string[] {
  return [
    `--pgdata=${directory}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]
}

function checkVersion(directory: string, { version }: Binaries): void {
  const made = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim()
  const major = version.split('.')[0]
  if (made === major) return
  throw new Fatal(
    `${directory} was made by PostgreSQL ${made} and this version of Naniwa brings ${major}: dump it with the older version and restore it into a new data directory.`,
  )
}

/** Starts the cluster and resolves when it takes connections. Its end is not ours: it is in a process group of its own. */
export async function startCluster(place: ClusterPlace, settings: Readonly<Record<string, string>>): Promise<Cluster> {
  const { binaries, directory, user, network } = place
  const sockets = socketDirectory(directory)
  if (sockets !== directory) claim(sockets, user)
  const all = {
    ...settings,
    listen_addresses: network?.host ?? '',
    port: String(PORT),
    unix_socket_directories: sockets,
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const output = `${directory}.start.log`
  const fd = openSync(output, 'w', 0o600)
  const before = network ? [...network.inside, ...setpriv(user)] : []
  const [program = '', ...args] = [...before, binaries.postgres, '-D', directory, ...flags]
  const child = spawn(program, args, {
    // Only root may enter a network.
    ...(network ? {} : user),
    ...surroundings,
    detached: true,
    stdio: ['ignore', fd, fd],
  })
  closeSync(fd)
  const ended = once(child, 'exit').then(() => {})
  await once(child, 'spawn')
  if (!(await becomesReady(child, directory))) throw startFailure(directory, readFileSync(output, 'utf8'))
  const stopAll = async () => {
    await stop(child, ended)
    if (sockets !== directory) rmSync(sockets, { recursive: true, force: true })
  }
  return { pid: child.pid as number, ended, stop: stopAll }
}

/** PostgreSQL writes `ready` into line 8 of its pid file, which is what pg_ctl waits for too. */
async function becomesReady(child: ChildProcess, directory: string): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const lines = readPidFile(directory)
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true
    await pause(10)
  }
  return false
}

/** The lines of `postmaster.pid`; none when no server runs or ran. */
export function readPidFile(directory: string): string[] {
  try {
    return readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGQUIT'), STOP_LIMIT_MS)
  await ended
  clearTimeout(late)
}

/** A directory that only the server user enters. */
function makeOwned(directory: string, user: SystemUser | undefined): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (user) chownSync(directory, user.uid, user.gid)
}

/** The temporary directory is everybody's: a directory of that name made by somebody else is not ours to use. */
function claim(directory: string, user: SystemUser | undefined): void {
  makeOwned(directory, user)
  const { uid, mode } = lstatSync(directory)
  if (uid === (user?.uid ?? process.getuid?.()) && (mode & 0o777) === 0o700) return
  throw new Fatal(`${directory} belongs to somebody else: set NANIWA_DATA to a directory with a shorter path.`)
}
