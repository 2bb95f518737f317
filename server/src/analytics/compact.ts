import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { ask } from './duck.ts'
import { type AccessFile, blobOf, fetchFile, IN_USE_MS, insertFile, keyOf } from './files.ts'
import { peopleOf } from './people.ts'

const HOUR_MS = 60 * 60 * 1_000
const DAY_MS = 24 * HOUR_MS
/** After its end, an hour waits so long for lines that come late. */
const WAIT_MS = 15 * 60 * 1_000
/** Files put together at a time. */
const MOST = 200

/** Puts what was logged in hours that are over together, and drops what is too old. Several processes may do it. */
export async function sweepAccess(app: App): Promise<void> {
  const now = app.clock.now().getTime()
  const over = new Date(now - HOUR_MS - WAIT_MS)
  while ((await compactBefore(app, over)) === MOST);
  const oldest = new Date(now - app.config.accessDays * DAY_MS)
  await sql`
    update access_file set kind = 'spent', spent_at = ${app.clock.now()} where hour < ${oldest} and kind <> 'spent'
  `.execute(app.db)
  await dropSpent(app)
}

async function compactBefore(app: App, over: Date): Promise<number> {
  const { rows: files } = await sql<AccessFile>`
    select blob, hour, kind from access_file where kind = 'raw' and hour <= ${over} order by hour, blob limit ${MOST}
  `.execute(app.db)
  if (files.length === 0) return 0
  const directory = await mkdtemp(join(tmpdir(), 'naniwa-access-'))
  try {
    for (const hour of await putTogether(app, files, directory)) await replace(app, hour)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
  return files.length
}

interface Hour {
  readonly files: readonly AccessFile[]
  readonly raw: readonly string[]
  readonly into: string
}

async function putTogether(app: App, files: readonly AccessFile[], directory: string): Promise<Hour[]> {
  const hours: Hour[] = []
  for (const [time, ofHour] of Map.groupBy(files, ({ hour }) => hour.getTime())) {
    const raw: string[] = []
    for (const file of ofHour) raw.push(await fetchFile(app, file, directory))
    hours.push({ files: ofHour, raw, into: join(directory, `${time}.parquet`) })
  }
  const question = { kind: 'compact' as const, raw: hours.flatMap(({ raw }) => raw), hours }
  await ask(question, (accounts) => peopleOf(app.db, accounts))
  return hours
}

/** Nothing is locked while it is made: whoever comes second finds that some of its files are replaced, and leaves it. */
async function replace(app: App, { files, into }: Hour): Promise<void> {
  const blobs = files.map(({ blob }) => blob)
  const { hour } = files[0] as AccessFile
  const bytes = await readFile(into)
  const made = { blob: blobOf(...blobs), hour, kind: 'parquet' as const, bytes: bytes.length }
  await app.blobs.put(keyOf(made), bytes)
  const isKept = await transact(app, async (tx) => {
    const { rows } = await sql`
      select from access_file where blob = any(${blobs}::text[]) and kind = 'raw' order by blob for update
    `.execute(tx)
    if (rows.length < blobs.length) return isKnown(tx, made.blob)
    await insertFile(app, tx, made)
    await sql`
      update access_file set kind = 'spent', spent_at = ${app.clock.now()} where blob = any(${blobs}::text[])
    `.execute(tx)
    return true
  })
  if (!isKept) await app.blobs.drop(made.blob)
}

/** Of the same files somebody else makes the same. */
async function isKnown(tx: Transaction, blob: string): Promise<boolean> {
  return (await sql`select from access_file where blob = ${blob}`.execute(tx)).rows.length > 0
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
