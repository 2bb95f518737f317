import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import {
  type Cluster,
  type ClusterPlace,
  clusterUrl,
  createCluster,
  PORT,
  SUPERUSER,
  socketDirectory,
  startCluster,
} from '../db/cluster.ts'
import { killAll, processesIn, signal, stopLeftover } from '../db/leftover.ts'
import type { Part } from './part.ts'

/** A PostgreSQL of the fleet: the primary or its replica, whichever it is at the time. */
export interface Server extends Part {
  readonly directory: string
  url(database: string): string
  /** Where the other parts reach it: the directory of its socket, or its address in a network. */
  readonly host: string
  /** Makes an empty cluster, unless there is one. */
  create(): void
  /** Throws away what there is and becomes a streaming replica of the other, which runs. Not started yet. */
  copy(of: Server): Promise<void>
  /** Takes writes from now on. */
  promote(): Promise<void>
}

const SETTINGS = {
  max_connections: '120',
  shared_buffers: '64MB',
  wal_level: 'replica',
  max_wal_senders: '8',
  // What a replica needs that was away for a while.
  wal_keep_size: '512MB',
  wal_sender_timeout: '5s',
  wal_receiver_timeout: '5s',
  wal_receiver_status_interval: '1s',
  wal_retrieve_retry_interval: '500ms',
  timezone: 'UTC',
}
/** What a copy of a running cluster must not have. */
const NOT_COPIED = [
  '.s.PGSQL.5432',
  '.s.PGSQL.5432.lock',
  'postmaster.pid',
  'postmaster.opts',
  'backup_label.old',
  'standby.signal',
  'replication.signal',
]
/** Where it is heard in a network: with its password, whoever is in there too. */
const WHO_MAY = ['local all', 'local replication', 'host all', 'host replication']
  .map((what) => `${what} all ${what.startsWith('host') ? 'samenet ' : ''}scram-sha-256\n`)
  .join('')
const POLL_MS = 50
const PATIENCE_MS = 60_000

export function postgresPart(name: string, place: ClusterPlace): Server {
  const { directory, password, network } = place
  let cluster: Cluster | undefined
  let asked = false
  let told = () => {}
  const url = (database: string) => clusterUrl(directory, password, database)
  const signalAll = (name: NodeJS.Signals) => {
    for (const pid of processesIn(directory)) signal(pid, name)
  }

  return {
    name,
    directory,
    url,
    host: network?.host ?? socketDirectory(directory),
    create: () => createCluster(place),
    async start() {
      asked = false
      await stopLeftover(directory)
      if (network) writeFileSync(join(directory, 'pg_hba.conf'), WHO_MAY)
      const started = await startCluster(place, SETTINGS)
      cluster = started
      void started.ended.then(() => void (asked || told()))
    },
    async stop() {
      asked = true
      signalAll('SIGCONT')
      await cluster?.stop()
    },
    async kill() {
      await killAll(directory)
      // Whoever waits for it to be brought back finds that begun.
      await cluster?.ended
    },
    pause: () => signalAll('SIGSTOP'),
    resume: () => signalAll('SIGCONT'),
    signal: signalAll,
    onEnd(listener) {
      told = listener
    },
    async copy(of) {
      rmSync(directory, { recursive: true, force: true })
      await backUp(of, place)
    },
    async promote() {
      await once(url('postgres'), (client) => client.query('select pg_promote(true, 60)'))
    },
  }
}

/**
 * A base backup by PostgreSQL's own low-level way, since the embedded one comes without pg_basebackup: the files are copied between
 * the marks of its beginning and end, and what changed meanwhile comes from the log.
 */
async function backUp(from: Server, { directory, user, password }: ClusterPlace): Promise<void> {
  const label = await once(from.url('postgres'), async (client) => {
    await client.query(`select pg_backup_start('replica', true)`)
    // Files that go while they are copied make it fail; they are not needed.
    spawnSync('cp', ['-a', from.directory, directory], { stdio: 'ignore' })
    for (const name of NOT_COPIED) rmSync(join(directory, name), { force: true })
    emptyLog(join(directory, 'pg_wal'))
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    return rows[0]?.labelfile ?? ''
  })
  const primary = `host=${from.host} port=${PORT} user=${SUPERUSER} password=${password} application_name=replica`
  write(join(directory, 'backup_label'), label)
  write(join(directory, 'standby.signal'), '')
  write(join(directory, 'postgresql.auto.conf'), `synchronous_standby_names = '*'\nprimary_conninfo = '${primary}'\n`)
  chmodSync(directory, 0o700)

  function write(path: string, text: string): void {
    writeFileSync(path, text, { mode: 0o600 })
    if (user) chownSync(path, user.uid, user.gid)
  }
}

function emptyLog(directory: string): void {
  for (const name of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, name.name)
    if (name.isFile()) rmSync(path)
    else for (const inside of readdirSync(path)) rmSync(join(path, inside))
  }
}

/** From now on a commit is acknowledged once the replica has it too. */
export async function replicateSynchronously(primary: Server): Promise<void> {
  await once(primary.url('postgres'), async (client) => {
    await client.query(`alter system set synchronous_standby_names = '*'`)
    await client.query('select pg_reload_conf()')
  })
}

/** Resolves when the replica receives what is committed, so that commits wait for it and no longer for nobody. */
export async function becomesSynchronous(primary: Server): Promise<void> {
  await once(primary.url('postgres'), async (client) => {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(POLL_MS)) {
      const { rows } = await client.query(`select from pg_stat_replication where sync_state = 'sync'`)
      if (rows.length > 0) return
    }
    throw new Error('the replica does not follow')
  })
}

/** Makes a database, unless there is one of that name. */
export async function createDatabase(server: Server, name: string): Promise<void> {
  await once(server.url('postgres'), async (client) => {
    const { rows } = await client.query('select from pg_database where datname = $1', [name])
    if (rows.length === 0) await client.query(`create database ${name}`)
  })
}

/** On a connection of its own. */
async function once<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
