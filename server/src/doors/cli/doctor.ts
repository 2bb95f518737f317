import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type pg from 'pg'
import { type Bucket, bucketOrigin } from '../../blobs/bucket.ts'
import type { Config } from '../../config.ts'
import type { Connection } from '../../db/connect.ts'
import { migrationState } from '../../db/migrate.ts'
import { freeBytes, prepareDataDirectory } from '../../lib/data-directory.ts'
import { Fatal } from '../../lib/fatal.ts'
import type { Cli } from '../cli.ts'

type Finding = Readonly<{ subject: string; state: 'good' | 'doubtful' | 'wrong'; detail: string }>

const LEAST_NODE = 24
const LITTLE_DISK_BYTES = 2 ** 30
const SKEW_DOUBTFUL_MS = 1_000
const SKEW_WRONG_MS = 30_000
const MARKS = { good: 'ok   ', doubtful: 'hm   ', wrong: 'WRONG' }

/** `naniwa doctor`: looks at everything a healthy server needs and says what is wrong. Changes nothing. Exit code 1 if anything is. */
export function doctorCommand(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description('check environment, database, disk and clock')
    .action(async () => {
      const findings = await examine(cli)
      const lines = findings.map(({ subject, state, detail }) => `${MARKS[state]}  ${subject.padEnd(14)} ${detail}`)
      cli.print({ healthy: !findings.some(isWrong), findings }, lines.join('\n'))
      if (findings.some(isWrong)) process.exitCode = 1
    })
}

function isWrong({ state }: Finding): boolean {
  return state === 'wrong'
}

async function examine(cli: Cli): Promise<Finding[]> {
  const findings = [nodeVersion()]
  const config = await attempt('configuration', async () => cli.config(), findings)
  if (!config) return findings
  findings.push({ subject: 'configuration', state: 'good', detail: `serves ${config.url}` })
  await attempt('disk', async () => findings.push(disk(config)), findings)
  if (config.bucket) findings.push(await bucket({ ...config, bucket: config.bucket }))
  if (!config.databaseUrl && !existsSync(join(config.dataDirectory, 'postgres'))) {
    findings.push({ subject: 'database', state: 'good', detail: 'none yet: the first start makes it' })
    return findings
  }
  await attempt(
    'database',
    () => cli.withConnection('doctor', (connection) => database(connection, findings)),
    findings,
  )
  return findings
}

/** A {@link Fatal} becomes a finding; any other error is ours. */
async function attempt<T>(subject: string, work: () => Promise<T>, findings: Finding[]): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Fatal)) throw error
    findings.push({ subject, state: 'wrong', detail: error.message })
    return undefined
  }
}

function nodeVersion(): Finding {
  const good = Number.parseInt(process.versions.node, 10) >= LEAST_NODE
  const detail = good ? process.versions.node : `${process.versions.node}: Naniwa runs on ${LEAST_NODE} or newer`
  return { subject: 'Node.js', state: good ? 'good' : 'wrong', detail }
}

function disk({ dataDirectory }: Config): Finding {
  if (!existsSync(dataDirectory)) return { subject: 'disk', state: 'good', detail: `${dataDirectory} is not there yet` }
  prepareDataDirectory(dataDirectory)
  const free = freeBytes(dataDirectory)
  const detail = `${(free / 2 ** 30).toFixed(1)} GiB free for ${dataDirectory}`
  return { subject: 'disk', state: free < LITTLE_DISK_BYTES ? 'doubtful' : 'good', detail }
}

async function bucket(config: Config & { bucket: Bucket }): Promise<Finding> {
  const subject = 'bucket'
  try {
    const { readRules } = await import('../../blobs/s3-setup.ts')
    const rules = await readRules(config)
    if (!rules) return { subject, state: 'wrong', detail: 'it is not there: naniwa blobs setup makes it' }
    if (!rules.cors) return { subject, state: 'wrong', detail: 'browsers may not use it: naniwa blobs setup allows it' }
    return { subject, state: 'good', detail: `${config.bucket.name} at ${bucketOrigin(config.bucket)}` }
  } catch (error) {
    return { subject, state: 'wrong', detail: error instanceof Error ? error.message : String(error) }
  }
}

async function database(connection: Connection, findings: Finding[]): Promise<void> {
  const { pool, kind, version, indexPool } = connection
  findings.push({ subject: 'database', state: 'good', detail: `PostgreSQL ${version}, ${kind}` })
  findings.push(await durability(pool))
  findings.push(await clock(connection))
  if (indexPool)
    findings.push({ subject: 'search index', state: 'good', detail: 'in a database of its own, which answers' })
  await attempt('schema', async () => findings.push(await schema(pool)), findings)
}

async function durability(pool: pg.Pool): Promise<Finding> {
  const { rows } = await pool.query<{ name: string }>(
    `select name from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off'`,
  )
  const off = rows.map(({ name }) => name).join(', ')
  if (off)
    return { subject: 'durability', state: 'wrong', detail: `${off} is off: a crash can lose acknowledged messages` }
  return { subject: 'durability', state: 'good', detail: 'what is acknowledged is on disk' }
}

/** Compares the clocks at the middle of the exchange, where they are two, and this one with the newest time that was written down. */
async function clock({ pool, kind, url }: Connection): Promise<Finding> {
  const subject = 'clock'
  const before = Date.now()
  const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now')
  const here = (before + Date.now()) / 2
  const ahead = (await newestTime(pool)) - here
  if (ahead > SKEW_WRONG_MS) return { subject, state: 'wrong', detail: `it went back: ${aheadWords(ahead)}` }
  if (kind === 'embedded' || isHere(url))
    return {
      subject,
      state: 'good',
      detail: 'not behind what is stored; not checked against the outside: see that NTP runs',
    }
  const skew = Math.round((rows[0]?.now.getTime() ?? 0) - here)
  const state = Math.abs(skew) > SKEW_WRONG_MS ? 'wrong' : Math.abs(skew) > SKEW_DOUBTFUL_MS ? 'doubtful' : 'good'
  return { subject, state, detail: `the database is ${skew} ms away: ${state === 'good' ? 'fine' : 'set both by NTP'}` }
}

function aheadWords(ahead: number): string {
  return `something was written ${Math.round(ahead / 1_000)} s from now; set it by NTP`
}

/** When somebody was last seen or last wrote, in ms since 1970; 0 where nobody did, or the schema is not there yet. */
async function newestTime(pool: pg.Pool): Promise<number> {
  const { rows: known } = await pool.query<{ is: boolean }>(
    `select to_regclass('session') is not null and to_regclass('room') is not null as is`,
  )
  if (!known[0]?.is) return 0
  const { rows } = await pool.query<{ newest: Date | null }>(
    'select greatest((select max(last_seen_at) from session), (select max(active_at) from room)) as newest',
  )
  return rows[0]?.newest?.getTime() ?? 0
}

/** Whether this machine's own clock would be compared with itself. */
function isHere(url: string): boolean {
  const { hostname, searchParams } = new URL(url)
  return (
    ['', 'localhost', '127.0.0.1', '[::1]'].includes(hostname) ||
    hostname.startsWith('%2F') ||
    (searchParams.get('host') ?? '').startsWith('/')
  )
}

async function schema(pool: pg.Pool): Promise<Finding> {
  const { applied, pending } = await migrationState(pool)
  if (pending.length === 0) return { subject: 'schema', state: 'good', detail: applied.at(-1)?.name ?? 'empty' }
  return {
    subject: 'schema',
    state: 'doubtful',
    detail: `${pending.length} migrations to apply: the next start, or "naniwa migrate", does`,
  }
}
