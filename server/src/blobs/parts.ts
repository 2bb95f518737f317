import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { freeBytes } from '../lib/data-directory.ts'
import { NoSuchUpload, type Part, type PutClaim, StoreFull, WrongLength } from './blobs.ts'
import { ifMissing, keepBytes, keptPath, syncFolder } from './kept.ts'

/*
 * Uploads under way: a folder each, in which a part has its number for a name once it is whole and safe on the disk. Completing moves
 * the folder away, so whoever still writes a part finds no place for it, in whichever process.
 */

/** Left to the database and everybody else on this disk: uploads do not fill it up. */
const LEAST_FREE_BYTES = 512 * 2 ** 20
/** Attempts at moving a folder that somebody else may be moving too. */
const ATTEMPTS = 5

export async function beginParts(parts: string, handle: string, size: number): Promise<void> {
  await mkdir(folderOf(parts, handle), { recursive: true, mode: 0o700 })
  requireSpace(parts, size)
}

export async function receivePart(
  parts: string,
  { handle, number, size }: Omit<PutClaim, 'may'>,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const folder = folderOf(parts, handle)
  const draft = join(folder, `${number}.${randomBytes(8).toString('hex')}`)
  const file = await open(draft, 'wx', 0o600).catch(ifGone)
  try {
    requireSpace(parts, size)
    let arrived = 0
    for await (const chunk of bytes) {
      arrived += chunk.length
      if (arrived > size) throw new WrongLength(`more than ${size} bytes`)
      for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten
    }
    if (arrived < size) throw new WrongLength(`${arrived} of ${size} bytes`)
    await file.datasync()
    await file.close()
    await rename(draft, join(folder, String(number))).catch(ifGone)
  } catch (error) {
    await file.close()
    await rm(draft, { force: true })
    throw error
  }
}

export async function listParts(parts: string, handle: string): Promise<Part[]> {
  const folder = folderOf(parts, handle)
  const names = (await readdir(folder).catch(ifGone)).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    names.map(async (name) => ({ number: Number(name), size: (await stat(join(folder, name)).catch(ifGone)).size })),
  )
  return found.sort((a, b) => a.number - b.number)
}

interface Place {
  readonly parts: string
  readonly kept: string
}

/** A crash between any two steps leaves what the next attempt goes on from; two at a time find each other's work. */
export async function closeParts(place: Place, key: string, handle: string, parts: readonly Part[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    if (await stat(keptPath(place.kept, key)).catch(ifMissing)) return
    try {
      return await moveParts(place, key, handle, parts)
    } catch (error) {
      const lost = error instanceof NoSuchUpload || (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (!lost || attempt === ATTEMPTS) throw error
    }
  }
}

async function moveParts(place: Place, key: string, handle: string, parts: readonly Part[]): Promise<void> {
  const path = keptPath(place.kept, key)
  const closing = `${path}.closing`
  if (!(await stat(closing).catch(ifMissing))) {
    requireSame(await listParts(place.parts, handle), parts)
    if (parts.length === 0) await keepBytes(place.kept, key, new Uint8Array())
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await rename(folderOf(place.parts, handle), closing).catch(ifGone)
  }
  const drafts = (await readdir(closing)).filter((name) => !/^\d+$/.test(name))
  for (const draft of drafts) await rm(join(closing, draft), { force: true })
  await syncFolder(closing)
  if (parts.length > 1) await rename(closing, path)
  else {
    if (parts.length === 1) await rename(join(closing, '1'), path)
    await rmdir(closing)
  }
  await syncFolder(dirname(path))
}

export async function dropParts(parts: string, handle: string): Promise<void> {
  await rm(folderOf(parts, handle), { recursive: true, force: true, maxRetries: 3 })
}

function folderOf(parts: string, handle: string): string {
  if (!/^[0-9a-f]{32}$/.test(handle)) throw new RangeError(`${handle} is not the handle of an upload`)
  return join(parts, handle)
}

function requireSpace(parts: string, size: number): void {
  if (freeBytes(parts) < size + LEAST_FREE_BYTES) throw new StoreFull(`no room for ${size} bytes`)
}

function requireSame(there: readonly Part[], wanted: readonly Part[]): void {
  const same = there.length === wanted.length && there.every((part, at) => isSame(part, wanted[at]))
  if (!same) throw new NoSuchUpload('these are not the parts that are there')
}

function isSame(one: Part, other: Part | undefined): boolean {
  return one.number === other?.number && one.size === other.size
}

function ifGone(error: NodeJS.ErrnoException): never {
  if (error.code === 'ENOENT') throw new NoSuchUpload('there is no such upload')
  throw error
}
