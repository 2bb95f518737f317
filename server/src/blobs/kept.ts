import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { ByteRange } from '../lib/byte-range.ts'
import { type Listed, NoSuchBlob } from './blobs.ts'
import { partsOfKey, requireBlob } from './key.ts'

/*
 * Blobs at rest. One that came in one part is a file; one that came in several stays the folder of its parts `1`, `2`, `3` …, all but the
 * last of one size, so that five gigabytes are never copied together.
 */

/** Read ahead, in bytes. */
const CHUNK = 256 * 1_024

/** @throws {RangeError} for a key that could lead anywhere else. */
export function keptPath(kept: string, key: string): string {
  const { blob, name } = partsOfKey(key)
  return join(blobPath(kept, blob), name)
}

function blobPath(kept: string, blob: string): string {
  return join(kept, requireBlob(blob).slice(0, 2), blob)
}

interface Kept {
  readonly size: number
  /** Of each part but the last; null for a plain file. */
  readonly partSize: number | null
  readonly path: string
}

export async function findKept(kept: string, key: string): Promise<Kept | null> {
  const path = keptPath(kept, key)
  const found = await stat(path).catch(ifMissing)
  if (!found) return null
  if (!found.isDirectory()) return { path, size: found.size, partSize: null }
  const count = ((await readdir(path).catch(ifMissing)) ?? []).length
  const ends = await Promise.all(['1', String(count)].map((part) => stat(join(path, part)).catch(ifMissing)))
  const [first, last] = ends
  // Removed while it was looked at.
  if (!first || !last) return null
  return { path, size: (count - 1) * first.size + last.size, partSize: first.size }
}

export async function openKept(kept: string, key: string, range?: ByteRange): Promise<Readable> {
  const found = await findKept(kept, key)
  if (!found) throw new NoSuchBlob(key)
  const { start, end } = range ?? { start: 0, end: found.size - 1 }
  if (end < start) return Readable.from([])
  const { path, partSize } = found
  if (partSize === null) return createReadStream(path, { start, end, highWaterMark: CHUNK })
  return Readable.from(readParts(path, partSize, { start, end }), { objectMode: false })
}

async function* readParts(path: string, partSize: number, { start, end }: ByteRange): AsyncIterable<Buffer> {
  for (let at = start; at <= end; ) {
    const number = Math.floor(at / partSize)
    const before = number * partSize
    const stop = Math.min(end, before + partSize - 1)
    const part = join(path, String(number + 1))
    yield* createReadStream(part, { start: at - before, end: stop - before, highWaterMark: CHUNK })
    at = stop + 1
  }
}

/** Writes beside and renames, so that there is never half a blob. */
export async function keepBytes(kept: string, key: string, bytes: Uint8Array): Promise<void> {
  const path = keptPath(kept, key)
  const draft = join(dirname(path), `.${randomBytes(8).toString('hex')}`)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  await syncFolder(dirname(path))
}

/** Whole ones only: drafts begin with a dot and what is being put together ends in `.closing`. */
export async function* listKept(kept: string): AsyncIterable<Listed> {
  for (const shelf of (await readdir(kept).catch(ifMissing)) ?? []) {
    for (const blob of await readdir(join(kept, shelf))) {
      for (const name of (await readdir(join(kept, shelf, blob)).catch(ifMissing)) ?? []) {
        if (name.startsWith('.') || name.endsWith('.closing')) continue
        const key = `${blob}/${name}`
        const found = await findKept(kept, key)
        if (found) yield { key, size: found.size }
      }
    }
  }
}

export async function removeKept(kept: string, key: string): Promise<void> {
  const path = keptPath(kept, key)
  await rm(path, { recursive: true, force: true, maxRetries: 3 })
  // The last one's folder goes too; others stay.
  await rmdir(dirname(path)).catch(() => {})
}

export async function dropKept(kept: string, blob: string): Promise<void> {
  await rm(blobPath(kept, blob), { recursive: true, force: true, maxRetries: 3 })
}

/** What was renamed into a folder is there after a power cut. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; its file system orders the two by itself.
  if (process.platform === 'win32') return
  await using folder = await open(path, 'r')
  await folder.sync()
}

/** Null for a file that is not there; any other error goes on. */
export function ifMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
