import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import type { Queries } from '../db/transaction.ts'

/** A blob that holds a piece of the access log. */
export interface AccessFile {
  readonly blob: string
  /** The beginning of its first hour, and how many it holds. */
  readonly hour: Date
  readonly hours: number
  readonly kind: 'raw' | 'parquet'
}

const NAMES = { raw: 'access.ndjson.gz', parquet: 'access.parquet' }

export function keyOf({ blob, kind }: Pick<AccessFile, 'blob' | 'kind'>): string {
  return `${blob}/${NAMES[kind]}`
}

/** The blob of what was written under a name: brought again after a crash, it is the same. */
export function blobOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32)
}

/** Those of the hours in which something between the two times may be. */
export async function readFiles(db: Queries, from: Date, to: Date): Promise<AccessFile[]> {
  const { rows } = await sql<AccessFile>`
    select blob, hour, hours, kind from access_file
    where hour + make_interval(hours => hours) > ${from} and hour < ${to} and kind <> 'spent' order by hour, blob
  `.execute(db)
  return rows
}

export async function insertFile(app: App, db: Queries, file: AccessFile & { readonly bytes: number }): Promise<void> {
  await sql`
    insert into access_file (blob, hour, hours, kind, bytes, made_at)
    values (${file.blob}, ${file.hour}, ${file.hours}, ${file.kind}, ${file.bytes}, ${app.clock.now()})
    on conflict (blob) do nothing
  `.execute(db)
}

/** A copy of the blob in this directory. What is there already is not fetched again: blobs never change. */
export async function fetchFile(app: App, file: AccessFile, directory: string): Promise<string> {
  const path = join(directory, `${file.blob}.${NAMES[file.kind]}`)
  if (await stat(path).catch(() => null)) return path
  const part = `${path}.${process.pid}.part`
  try {
    await pipeline(await app.blobs.get(keyOf(file)), createWriteStream(part, { mode: 0o600 }))
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
  return path
}

/** Where copies are kept for the next question. */
export async function cacheDirectory(app: App): Promise<string> {
  const directory = join(app.config.dataDirectory, 'access', 'copies')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  return directory
}

/** A question may still read a file, or its copy, this long after it was replaced, in milliseconds. */
export const IN_USE_MS = 60 * 60 * 1_000

/** Removes copies of what the catalogue no longer names. Those of other questions stay: they may be reading them. */
export async function pruneCache(app: App, directory: string): Promise<void> {
  const names = await readdir(directory)
  const { rows } = await sql<{ blob: string }>`
    select blob from access_file where kind <> 'spent' and blob = any(${names.map((name) => name.slice(0, 32))}::text[])
  `.execute(app.db)
  const known = new Set(rows.map(({ blob }) => blob))
  for (const name of names.filter((one) => !known.has(one.slice(0, 32)))) {
    const path = join(directory, name)
    const copiedAt = (await stat(path).catch(() => null))?.mtimeMs ?? 0
    if (Date.now() - copiedAt > IN_USE_MS) await rm(path, { force: true })
  }
}
