import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { App } from '../context.ts'
import { hourOf } from '../lib/access-log.ts'
import { periodically } from '../lib/periodic.ts'
import { blobOf, insertFile, keyOf } from './files.ts'

const compress = promisify(gzip)

/** How late statistics may be, in milliseconds. */
export const LATE_MS = 5 * 60 * 1_000

/**
 * Brings what this machine has logged into the blobs. Done again after a crash, or by two at once, it makes the same blob; a file is
 * removed when its blob is in the catalogue.
 */
export async function shipAccess(app: App): Promise<void> {
  const { directory } = app.access
  if (directory === null) return
  await app.access.rotate()
  const names = await readdir(directory).catch(() => [])
  for (const name of names.filter((one) => one.endsWith('.ndjson'))) await ship(app, directory, name)
}

async function ship(app: App, directory: string, name: string): Promise<void> {
  const hour = hourOf(name)
  if (Number.isNaN(hour)) return
  const path = join(directory, name)
  await keepLines(app, name, new Date(hour), await readFile(path))
  await rm(path, { force: true })
}

/** Lines of one hour, under a name that nothing else has. */
export async function keepLines(app: App, name: string, hour: Date, lines: Buffer): Promise<void> {
  const bytes = await compress(lines)
  const file = { blob: blobOf(name), hour, hours: 1, kind: 'raw' as const, bytes: bytes.length }
  await app.blobs.put(keyOf(file), bytes)
  await insertFile(app, app.db, file)
}

/** Every five minutes. Answers with the way to stop, which ships once more. */
export function shipPeriodically(app: App): () => Promise<void> {
  const complain = (err: unknown) => app.log.warn({ err }, 'the access log cannot be brought into the blobs')
  const stop = periodically(LATE_MS, () => shipAccess(app), complain)
  return async () => {
    await stop()
    await shipAccess(app).catch(complain)
  }
}
