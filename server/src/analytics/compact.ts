import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { ask } from './duck.ts'
import { type AccessFile, blobOf, fetchFile, insertFile, keyOf } from './files.ts'
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
  const { rows: hours } = await sql<{ hour: Date }>`
    select distinct hour from access_file where kind = 'raw' and hour <= ${over} order by hour
  `.execute(app.db)
  for (const { hour } of hours) while ((await compactHour(app, hour)) === MOST);
  const oldest = new Date(now - app.config.accessDays * DAY_MS)
  await sql`update access_file set kind = 'spent' where hour < ${oldest}`.execute(app.db)
  await dropSpent(app)
}

async function compactHour(app: App, hour: Date): Promise<number> {
  return transact(app, async (tx) => {
    // Whoever comes second finds nothing left to do.
    const { rows: files } = await sql<AccessFile>`
      select blob, hour, kind from access_file where hour = ${hour} and kind = 'raw' order by blob limit ${MOST} for update
    `.execute(tx)
    if (files.length > 0) await replace(app, tx, hour, files)
    return files.length
  })
}

async function replace(app: App, tx: Transaction, hour: Date, files: readonly AccessFile[]): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'naniwa-access-'))
  try {
    const raw: string[] = []
    for (const file of files) raw.push(await fetchFile(app, file, directory))
    const into = join(directory, 'access.parquet')
    await ask({ kind: 'compact', raw, into }, (accounts) => peopleOf(app.db, accounts))
    const bytes = await readFile(into)
    const made = { blob: blobOf(...files.map(({ blob }) => blob)), hour, kind: 'parquet' as const, bytes: bytes.length }
    await app.blobs.put(keyOf(made), bytes)
    await insertFile(app, tx, made)
    await sql`update access_file set kind = 'spent' where blob = any(${files.map(({ blob }) => blob)}::text[])`.execute(
      tx,
    )
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The blob goes first: a row without one is dropped again, a blob without a row would stay for ever. */
async function dropSpent(app: App): Promise<void> {
  const { rows } = await sql<{ blob: string }>`select blob from access_file where kind = 'spent'`.execute(app.db)
  for (const { blob } of rows) {
    await app.blobs.drop(blob)
    await sql`delete from access_file where blob = ${blob}`.execute(app.db)
  }
}
