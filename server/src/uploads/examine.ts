import { createHash } from 'node:crypto'
import { Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import { NoSuchBlob, NoSuchUpload } from '../blobs/blobs.ts'
import type { App } from '../context.ts'
import { openScan, type Scan, ScannerFailed } from '../lib/clamd.ts'
import { HEAD_BYTES, mediaTypeOf } from '../lib/media-type.ts'
import { takeTurns } from '../lib/turns.ts'
import { type Examined, noSuchUpload, partsOf, type StoredUpload, sendingOf } from './read.ts'

// Hashing keeps a core busy, so that chat goes on beside it however many finish at once.
const turns = takeTurns('files', { atOnce: 2, waiting: 200 })

const underWay = new Map<string, Promise<Examined>>()

/**
 * Puts its parts together and looks at all of it, unless that was done before. Whoever asks meanwhile in this process waits for the
 * same reading; what was found is kept, so that an answer that was lost costs no second one.
 */
export function examined(app: App, upload: StoredUpload): Promise<Examined> {
  if (upload.examined) return Promise.resolve(upload.examined)
  const known = underWay.get(upload.blob)
  if (known) return known
  const work = look(app, upload).finally(() => underWay.delete(upload.blob))
  underWay.set(upload.blob, work)
  return work
}

/** Another reading may have ended between the time the upload was read and now. */
async function look(app: App, upload: StoredUpload): Promise<Examined> {
  const { rows } = await sql<{ examined: Examined | null }>`
    select examined from upload where account_id = ${upload.accountId} and id = ${upload.id}
  `.execute(app.db)
  if (rows[0]?.examined) return rows[0].examined
  await gather(app, upload)
  return keep(app, upload, await examine(app, upload))
}

async function gather(app: App, upload: StoredUpload): Promise<void> {
  const sending = sendingOf(upload)
  if (await app.blobs.head(sending.key)) return
  try {
    await app.blobs.complete(sending, partsOf(upload))
  } catch (error) {
    if (error instanceof NoSuchUpload) throw new Refusal('upload_incomplete', 'parts are missing')
    throw error
  }
}

async function keep(app: App, { accountId, id }: StoredUpload, found: Examined): Promise<Examined> {
  await sql`
    update upload set examined = ${JSON.stringify(found)}::jsonb where account_id = ${accountId} and id = ${id}
  `.execute(app.db)
  return found
}

/** Reads all of it once, a chunk at a time: hash, scan, and what it is. @throws {Refusal} `unavailable` without a verdict of the scanner. */
function examine(app: App, upload: StoredUpload): Promise<Examined> {
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
