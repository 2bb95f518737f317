import { createHash } from 'node:crypto'
import { Refusal } from '@naniwa/contract'
import { NoSuchBlob } from '../blobs/blobs.ts'
import type { App } from '../context.ts'
import { openScan, type Scan, ScannerFailed } from '../lib/clamd.ts'
import { HEAD_BYTES, type MediaType, mediaTypeOf } from '../lib/media-type.ts'
import { takeTurns } from '../lib/turns.ts'
import { noSuchUpload, type StoredUpload, sendingOf } from './read.ts'

export interface Examined extends MediaType {
  readonly sha256: string
  /** What the scanner calls it, if anything. */
  readonly malware: string | null
}

// Hashing keeps a core busy, so that chat goes on beside it however many finish at once.
const turns = takeTurns('files', { atOnce: 2, waiting: 200 })

/** Reads all of it once, a chunk at a time: hash, scan, and what it is. @throws {Refusal} `unavailable` without a verdict of the scanner. */
export function examine(app: App, upload: StoredUpload): Promise<Examined> {
  return turns(async () => {
    const scan = openScanner(app, upload)
    try {
      const { sha256, head } = await read(app, upload, scan)
      return { sha256, ...mediaTypeOf(head, upload.name), malware: scan && (await verdict(app, scan)) }
    } catch (error) {
      // Given up meanwhile.
      if (error instanceof NoSuchBlob || (error as NodeJS.ErrnoException).code === 'ENOENT') noSuchUpload()
      throw error
    } finally {
      scan?.close()
    }
  })
}

function openScanner({ config }: App, { size }: StoredUpload): Scan | null {
  return config.clamdSocket && size > 0 ? openScan(config.clamdSocket) : null
}

async function read(app: App, upload: StoredUpload, scan: Scan | null): Promise<{ sha256: string; head: Uint8Array }> {
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let wanted = HEAD_BYTES
  for await (const chunk of (await app.blobs.get(sendingOf(upload).key)) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    if (wanted > 0) head.push(chunk.subarray(0, wanted))
    wanted -= chunk.length
    await scan?.write(chunk)
  }
  return { sha256: hash.digest('hex'), head: Buffer.concat(head) }
}

/** By the stated policy, what could not be scanned is refused or taken. */
async function verdict(app: App, scan: Scan): Promise<string | null> {
  try {
    return await scan.end()
  } catch (error) {
    if (!(error instanceof ScannerFailed)) throw error
    app.log.error({ err: error, scan: app.config.scan }, 'a file could not be scanned')
    if (app.config.scan === 'optional') return null
    throw error.tooLong
      ? new Refusal('too_large', 'larger than the scanner takes')
      : new Refusal('unavailable', 'the scanner does not answer', { retryAfter: 30 })
  }
}
