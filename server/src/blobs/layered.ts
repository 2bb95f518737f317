import { Readable } from 'node:stream'
import type { ByteRange } from '../lib/byte-range.ts'
import { type Blobs, type Listed, NoSuchBlob, type Sending } from './blobs.ts'

/**
 * Two stores as one, for as long as blobs move from the other to the first: new ones go to the first, and each is read from where it is.
 * An upload that was begun in the other before it was the other ends there.
 */
export function layeredBlobs(first: Blobs, other: Blobs): Blobs {
  const ownerOf = ({ handle }: Sending): Blobs => (other.owns(handle) ? other : first)

  /** One that is moved while it is looked for is found in the first at the second look. */
  async function open(key: string, range?: ByteRange): Promise<Readable> {
    const found = await first.get(key, range).catch(ifMissing)
    if (found) return found
    const old = await other.get(key, range).catch(ifMissing)
    return old ? Readable.from(goOn(old, key, range), { objectMode: false }) : await first.get(key, range)
  }

  /** One that is moved while it is read is read on in the first. */
  async function* goOn(bytes: Readable, key: string, range: ByteRange | undefined): AsyncIterable<Uint8Array> {
    let at = range?.start ?? 0
    try {
      for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
        at += chunk.length
        yield chunk
      }
    } catch (error) {
      const found = await first.head(key)
      if (!found) throw error
      yield* await first.get(key, { start: at, end: range?.end ?? found.size - 1 })
    }
  }

  async function storeOf(key: string): Promise<Blobs> {
    return !(await first.head(key)) && (await other.head(key)) ? other : first
  }

  return {
    begin: (key, size) => first.begin(key, size),
    partUrl: (upload, part, until) => ownerOf(upload).partUrl(upload, part, until),
    parts: (upload) => ownerOf(upload).parts(upload),
    complete: (upload, parts) => ownerOf(upload).complete(upload, parts),
    abort: (upload) => ownerOf(upload).abort(upload),
    receive: (upload, part, bytes) => ownerOf(upload).receive(upload, part, bytes),
    put: (key, bytes) => first.put(key, bytes),
    head: async (key) => (await first.head(key)) ?? (await other.head(key)) ?? (await first.head(key)),
    get: open,
    restore: async (key) => (await storeOf(key)).restore(key),
    url: async (key, serving) => (await storeOf(key)).url(key, serving),
    list: () => listBoth(first, other),
    async remove(key) {
      await other.remove(key)
      await first.remove(key)
    },
    // In this order, so that what is copied meanwhile either is dropped with the rest or finds that it should not be there.
    async drop(blob) {
      await other.drop(blob)
      await first.drop(blob)
    },
    owns: (handle) => first.owns(handle) || other.owns(handle),
    local: first.local ?? other.local,
  }
}

function ifMissing(error: unknown): null {
  if (error instanceof NoSuchBlob) return null
  throw error
}

async function* listBoth(first: Blobs, other: Blobs): AsyncIterable<Listed> {
  yield* first.list()
  for await (const one of other.list()) if (!(await first.head(one.key))) yield one
}
