import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256Hex } from './hash.ts'

/** Bytes of a known length that can be read, however they are kept. */
export interface Whole {
  readonly size: number
  readonly sha256: string
  bytes(): AsyncIterable<Uint8Array>
}

/** Takes bytes in on the disk of this machine, until it is known what becomes of them. */
export interface Spool {
  write(chunk: Uint8Array): Promise<void>
  /** What has been written. Good until `discard`. */
  whole(): Whole
  discard(): Promise<void>
}

/** A chunk that is read back. */
const CHUNK = 64 * 1_024

/** The file has no name from the beginning, where the system allows that: nothing is left of it, whatever happens. */
export async function openSpool(): Promise<Spool> {
  const path = join(tmpdir(), `naniwa-${randomBytes(8).toString('hex')}`)
  const file = await open(path, 'wx+', 0o600)
  const isNameless = await rm(path).then(
    () => true,
    () => false,
  )
  const hash = createHash('sha256')
  let size = 0
  return {
    async write(chunk) {
      hash.update(chunk)
      await file.write(chunk, 0, chunk.length, size)
      size += chunk.length
    },
    whole: () => ({ size, sha256: hash.copy().digest('hex'), bytes: () => read(file, size) }),
    async discard() {
      await file.close()
      if (!isNameless) await rm(path, { force: true })
    },
  }
}

async function* read(file: FileHandle, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < size; ) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(CHUNK, size - at)), 0, undefined, at)
    if (bytesRead === 0) throw new Error('the file has become shorter')
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}

/** Of bytes that are in memory anyway. */
export function wholeOf(bytes: Uint8Array): Whole {
  return {
    size: bytes.length,
    sha256: sha256Hex(bytes),
    async *bytes() {
      yield bytes
    },
  }
}
