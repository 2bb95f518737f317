import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { ask } from './duck.ts'
import { type AccessFile, fetchFile, IN_USE_MS, keyOf } from './files.ts'
import { peopleOf } from './people.ts'

const HOUR_MS = 60 * 60 * 1_000
const DAY_MS = 24 * HOUR_MS
/** After its end, an hour waits so long for lines that come late. */
const WAIT_MS = 15 * 60 * 1_000
/** Files put together at a time. */
const MOST = 200
/** A day that is larger stays in hours: what it costs to open them is little then, and sorting it would take much memory. */
const DAY_BYTES = 8 * 2 ** 20

/** Puts what was logged on days that are over together, then in hours that are, and drops what is too old. Several processes may do it. */
export async function sweepAccess(app: App): Promise<void> {
  const now = app.clock.now()
  const over = new Date(now.getTime() - HOUR_MS - WAIT_MS)
  while ((await putTogether(app, await readDays(app, over), DAY_MS)) === MOST);
  while ((await putTogether(app, await readHours(app, over), HOUR_MS)) === MOST);
  const oldest = new Date(now.getTime() - app.config.accessDays * DAY_MS)
  await sql`
    update access_file set kind = 'spent', spent_at = ${now}
    where hour + make_interval(hours => hours - 1) < ${oldest} and kind <> 'spent'
  `.execute(app.db)
  await dropSpent(app)
}

/** Hours of days that are over, put together or not, and with them the rest of a day to which some came late. */
async function readDays(app: App, over: Date): Promise<AccessFile[]> {
  const { rows } = await sql<AccessFile>`
    select blob, hour, hours, kind from (
      select blob, hour, hours, kind, count(*) over day as files, sum(bytes) over day as day_bytes,
        date_trunc('day', hour, 'UTC') as day
      from access_file where kind <> 'spent' window day as (partition by date_trunc('day', hour, 'UTC'))
    ) as file
    where files > 1 and day_bytes <= ${DAY_BYTES} and day + interval '23 hours' <= ${over} order by day, blob limit ${MOST}
  `.execute(app.db)
  return rows
}

/** Lines of hours that are over, of today or of a day that stays in hours. */
async function readHours(app: App, over: Date): Promise<AccessFile[]> {
  const { rows } = await sql<AccessFile>`
    select blob, hour, hours, kind from access_file where kind = 'raw' and hour <= ${over} order by hour, blob limit ${MOST}
  `.execute(app.db)
  return rows
}

/** Those of each stretch of so many milliseconds become one. Answers with how many there were. */
async function putTogether(app: App, files: readonly AccessFile[], stretch: number): Promise<number> {
  if (files.length === 0) return 0
  const directory = await mkdtemp(join(tmpdir(), 'naniwa-access-'))
  try {
    const groups = Map.groupBy(files, ({ hour }) => Math.floor(hour.getTime() / stretch) * stretch)
    const made: Made[] = []
    for (const [time, those] of groups) made.push(await fetchAll(app, those, { time, stretch, directory }))
    const all = { raw: made.flatMap(({ raw }) => raw), parquet: made.flatMap(({ parquet }) => parquet) }
    await ask({ kind: 'compact', ...all, made }, (accounts) => peopleOf(app.db, accounts))
    for (const one of made) await replace(app, one)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
  return files.length
}

interface Made {
  readonly hour: Date
  readonly hours: number
  /** What it is made of. */
  readonly files: readonly AccessFile[]
  /** Copies of them, and where it is. */
  readonly raw: readonly string[]
  readonly parquet: readonly string[]
  readonly into: string
}

interface Stretch {
  readonly time: number
  readonly stretch: number
  readonly directory: string
}

async function fetchAll(app: App, files: readonly AccessFile[], { time, stretch, directory }: Stretch): Promise<Made> {
  const copies = { raw: [] as string[], parquet: [] as string[] }
  for (const file of files) copies[file.kind].push(await fetchFile(app, file, directory))
  const into = join(directory, `${time}.parquet`)
  return { hour: new Date(time), hours: stretch / HOUR_MS, files, ...copies, into }
}

/**
 * It counts from the moment on from which they do not. Nothing is locked while it is made: whoever comes second finds that some are
 * replaced already, and leaves it. Until it counts it is spent: what a crash leaves of it is dropped as what was replaced is.
 */
async function replace(app: App, { files, hour, hours, into }: Made): Promise<void> {
  const bytes = await readFile(into)
  const blob = randomBytes(16).toString('hex')
  const now = app.clock.now()
  await sql`
    insert into access_file (blob, hour, hours, kind, bytes, made_at, spent_at)
    values (${blob}, ${hour}, ${hours}, 'spent', ${bytes.length}, ${now}, ${now})
  `.execute(app.db)
  await app.blobs.put(keyOf({ blob, kind: 'parquet' }), bytes)
  const blobs = files.map((file) => file.blob)
  await transact(app, async (tx) => {
    const { rows } = await sql`
      select from access_file where blob = any(${blobs}::text[]) and kind <> 'spent' order by blob for update
    `.execute(tx)
    if (rows.length < blobs.length) return
    // Who was halted for so long that it may be dropped at this moment leaves it, too.
    const { numAffectedRows } = await sql`
      update access_file set kind = 'parquet', spent_at = null
      where blob = ${blob} and spent_at > ${new Date(app.clock.now().getTime() - IN_USE_MS / 2)}
    `.execute(tx)
    if (numAffectedRows !== 1n) return
    await sql`
      update access_file set kind = 'spent', spent_at = ${app.clock.now()} where blob = any(${blobs}::text[])
    `.execute(tx)
  })
}

/**
 * Not at once: a question may have read the catalogue just before. The blob goes first: a row without one is dropped again, a blob
 * without a row would stay for ever.
 */
async function dropSpent(app: App): Promise<void> {
  const unread = new Date(app.clock.now().getTime() - IN_USE_MS)
  const { rows } = await sql<{ blob: string }>`
    select blob from access_file where kind = 'spent' and (spent_at is null or spent_at <= ${unread})
  `.execute(app.db)
  for (const { blob } of rows) {
    await app.blobs.drop(blob)
    await sql`delete from access_file where blob = ${blob}`.execute(app.db)
  }
}
