import { createHash } from 'node:crypto'
import { BlobArchived, type Blobs, type Listed, NoSuchBlob, type Sending } from './blobs.ts'

/** What was copied in one piece, and the size of the pieces of everything larger; bytes. */
const PIECE = 16 * 2 ** 20
/** Blobs under way at a time. */
const LANES = 4

/** What the database knows of blobs that move. */
export interface Ledger {
  /** The hash of what was sent; null for what was drawn of it, or when nobody knows the blob. */
  hashOf(key: string): Promise<string | null>
  /** Whether anything still names it. */
  isNamed(key: string): Promise<boolean>
  /** Remembers a copy under way, so that the next move can give it up after a crash. */
  note(upload: Sending): Promise<void>
  forget(upload: Sending): Promise<void>
}

export interface Moved {
  blobs: number
  bytes: number
  /** In an archive; they are brought back now, and move the next time. */
  archived: number
  /** Not the bytes that were sent, or not readable: they stay where they are. */
  readonly damaged: string[]
}

/**
 * Moves every blob to another store while both are in use. One leaves the first only after it was read back from the second with the
 * hash it was sent with. Interrupted anywhere, the next move does what is left.
 */
export async function moveBlobs(
  from: Blobs,
  to: Blobs,
  ledger: Ledger,
  tell: (moved: Moved) => void = () => {},
): Promise<Moved> {
  const moved: Moved = { blobs: 0, bytes: 0, archived: 0, damaged: [] }
  const listing = from.list()[Symbol.asyncIterator]()
  const lane = async () => {
    for (let next = await listing.next(); !next.done; next = await listing.next()) {
      await moveOne({ from, to, ledger }, next.value, moved)
      tell(moved)
    }
  }
  // All have come to an end before anybody begins again.
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return moved
}

interface Route {
  readonly from: Blobs
  readonly to: Blobs
  readonly ledger: Ledger
}

/** It was changed on the way, or before. */
class Damaged extends Error {
  override name = 'Damaged'
}

async function moveOne(route: Route, { key, size }: Listed, moved: Moved): Promise<void> {
  const { from, to, ledger } = route
  try {
    const known = await ledger.hashOf(key)
    if (!(await isThere(to, key, known ?? (await hashOf(from, key))))) await copy(route, { key, size }, known)
    // Dropped by somebody while it was copied: then nobody will ever drop the copy.
    if (!(await from.head(key)) && !(await ledger.isNamed(key))) return await to.remove(key)
    await from.remove(key)
    moved.blobs += 1
    moved.bytes += size
  } catch (error) {
    if (error instanceof NoSuchBlob) return
    if (error instanceof BlobArchived) {
      await from.restore(key)
      moved.archived += 1
    } else if (error instanceof Damaged) moved.damaged.push(key)
    else throw error
  }
}

/** Whether the other store has exactly this; anything else under its name is removed. */
async function isThere(to: Blobs, key: string, hash: string): Promise<boolean> {
  if (!(await to.head(key))) return false
  if ((await hashOf(to, key)) === hash) return true
  await to.remove(key)
  return false
}

async function copy(route: Route, one: Listed, known: string | null): Promise<void> {
  const { to } = route
  const sent = one.size <= PIECE ? await copyWhole(route, one, known) : await copyPieces(route, one, known)
  if ((await hashOf(to, one.key)) === sent) return
  await to.remove(one.key)
  throw new Damaged(one.key)
}

async function copyWhole({ from, to }: Route, { key }: Listed, known: string | null): Promise<string> {
  const bytes = Buffer.concat(await (await from.get(key)).toArray())
  const hash = createHash('sha256').update(bytes).digest('hex')
  if (known !== null && hash !== known) throw new Damaged(key)
  await to.put(key, bytes)
  return hash
}

async function copyPieces(route: Route, { key, size }: Listed, known: string | null): Promise<string> {
  const { from, to, ledger } = route
  const upload = { key, handle: await to.begin(key, size) }
  await ledger.note(upload)
  try {
    const hash = createHash('sha256')
    const parts = Array.from({ length: Math.ceil(size / PIECE) }, (_, at) => ({
      number: at + 1,
      size: Math.min(PIECE, size - at * PIECE),
    }))
    for (const part of parts) {
      const start = (part.number - 1) * PIECE
      await to.receive(upload, part, hashing(await from.get(key, { start, end: start + part.size - 1 }), hash))
    }
    const sent = hash.digest('hex')
    if (known !== null && sent !== known) throw new Damaged(key)
    await to.complete(upload, parts)
    return sent
  } catch (error) {
    await to.abort(upload)
    throw error
  } finally {
    await ledger.forget(upload)
  }
}

type Hash = ReturnType<typeof createHash>

async function* hashing(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncIterable<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
  }
}

async function hashOf(store: Blobs, key: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of await store.get(key)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}
