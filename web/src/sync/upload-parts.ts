import { api, type Upload as Begun, Refusal } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Transfer } from './transfer.ts'
import type { Upload } from './upload-rows.ts'

/** Parts of one file on their way at the same time: the next goes out while the server still writes the last. */
const LANES = 2
/** Addresses asked for together; they are good for an hour. */
const ADDRESSES = 16

export interface Journey {
  readonly engine: Engine
  readonly transfer: Transfer
  readonly signal: AbortSignal
  /** Undefined: the device no longer has them. */
  readonly bytes: Blob | undefined
  /** It was begun on the server: also told when it was halted meanwhile, so that it is gone on with or dropped there. */
  begun(uploadId: number): void
  /** What has become known and must not be forgotten. */
  hashed(sha256: string): void
  /** Bytes that have arrived or are on the wire. */
  progress(bytes: number): void
}

/** The device no longer has what it would send. */
export class BytesMissing extends Error {
  override name = 'BytesMissing'
}

/**
 * Sends what the server does not have yet, and only that. Can be repeated as often as wanted.
 *
 * @returns the hash of all of it. @throws {BytesMissing}
 */
export async function sendParts(upload: Upload, journey: Journey): Promise<string> {
  const { engine, bytes, signal } = journey
  const known = await readArrived(upload, journey)
  if (known && !bytes && upload.sha256 && known.parts.length === countOf(known)) return upload.sha256
  if (!bytes) throw new BytesMissing()
  const hashing = upload.sha256 ? Promise.resolve(upload.sha256) : hash(bytes, journey)
  // Its failure is met where it is awaited.
  hashing.catch(() => {})
  const { roomId, name, size } = upload
  const begun = known ?? (await engine.call(api.files.begin, { roomId, name: sendable(name), size }))
  journey.begun(begun.id)
  signal.throwIfAborted()
  await sendMissing(begun, bytes, journey)
  const sha256 = await hashing
  journey.hashed(sha256)
  return sha256
}

/** Null: nothing was begun, or its time is over. */
async function readArrived({ uploadId }: Upload, { engine }: Journey): Promise<Begun | null> {
  if (uploadId === null) return null
  try {
    return (await engine.call(api.files.parts, { uploadId })).upload
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null
    throw error
  }
}

async function hash(bytes: Blob, { transfer, signal }: Journey): Promise<string> {
  try {
    return await transfer.hash(bytes, signal)
  } catch (error) {
    if (signal.aborted) throw error
    throw new BytesMissing('the file was moved or changed', { cause: error })
  }
}

async function sendMissing(begun: Begun, bytes: Blob, journey: Journey): Promise<void> {
  const { engine, progress } = journey
  const there = new Set(begun.parts)
  const left = Array.from({ length: countOf(begun) }, (_, at) => at + 1).filter((number) => !there.has(number))
  let arrived = begun.parts.reduce((sum, number) => sum + sizeOf(begun, number), 0)
  const onWire = new Map<number, number>()
  const tell = () => progress(arrived + [...onWire.values()].reduce((sum, sent) => sum + sent, 0))
  tell()

  async function sendOne(number: number, url: string): Promise<void> {
    const from = (number - 1) * begun.partBytes
    const part = bytes.slice(from, from + sizeOf(begun, number))
    const onSent = (sent: number) => {
      onWire.set(number, sent)
      tell()
    }
    try {
      await journey.transfer.put(url, part, { signal: journey.signal, onSent })
      arrived += part.size
    } finally {
      onWire.delete(number)
      tell()
    }
  }

  while (left.length > 0) {
    const numbers = left.splice(0, ADDRESSES)
    const { urls } = await engine.call(api.files.parts, { uploadId: begun.id, numbers })
    const lane = async () => {
      try {
        for (let next = urls.shift(); next; next = urls.shift()) await sendOne(next.number, next.url)
      } finally {
        // After a failure the others end the part they are at: what is on the wire is not sent twice.
        urls.length = 0
      }
    }
    const ends = await Promise.allSettled(Array.from({ length: LANES }, lane))
    const failure = ends.find((end) => end.status === 'rejected')
    if (failure) throw failure.reason
  }
}

function countOf({ size, partBytes }: Begun): number {
  return Math.ceil(size / partBytes)
}

function sizeOf({ size, partBytes }: Begun, number: number): number {
  return Math.min(partBytes, size - (number - 1) * partBytes)
}

const LONGEST = 255

/** Some systems allow in names what others do not, and what turns them round; the end, which says what it is, stays. */
export function sendable(name: string): string {
  const clean = name.replace(/[/\\\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '_').trim()
  if (clean === '' || clean === '.' || clean === '..') return '_'
  const letters = [...clean]
  if (letters.length <= LONGEST) return clean
  const end = /\.[^.]{1,16}$/.exec(clean)?.[0] ?? ''
  return letters.slice(0, LONGEST - [...end].length).join('') + end
}
