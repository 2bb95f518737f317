import { PART_BYTES, Refusal, type Upload } from '@naniwa/contract'
import { sql } from 'kysely'
import { NoSuchUpload, type Part, type Sending } from '../blobs/blobs.ts'
import type { App } from '../context.ts'
import { milliseconds } from '../db/milliseconds.ts'
import type { Queries } from '../db/transaction.ts'
import type { MediaType } from '../lib/media-type.ts'

/** What was found by reading all of an upload. */
export interface Examined extends MediaType {
  readonly sha256: string
  /** What the scanner calls it, if anything. */
  readonly malware: string | null
}

/** An upload as the server knows it. */
export interface StoredUpload {
  readonly accountId: number
  readonly id: number
  readonly roomId: number
  readonly organizationId: number
  readonly name: string
  readonly size: number
  readonly sha256: string | null
  readonly blob: string
  readonly handle: string
  /** What was found in it; null while not all of it was read. */
  readonly examined: Examined | null
  /** What it has become. */
  readonly fileId: number | null
  readonly expiresAt: number
}

const uploadColumns = sql<StoredUpload>`
  u.account_id, u.id, u.room_id, u.organization_id, u.name, u.size, u.sha256, u.blob, u.handle, u.examined, u.file_id,
  ${milliseconds('u.expires_at')} as expires_at`

/** One of one's own. @throws {Refusal} `not_found` also when its time is over or it was given up. */
export async function findUpload(app: App, accountId: number, id: number): Promise<StoredUpload> {
  const { rows } = await sql<StoredUpload>`
    select ${uploadColumns} from upload u
    where u.account_id = ${accountId} and u.id = ${id} and not u.given_up and u.expires_at > ${app.clock.now()}
  `.execute(app.db)
  return rows[0] ?? noSuchUpload()
}

/** One's own that are not finished, newest first. */
export async function readUploads(app: App, accountId: number): Promise<StoredUpload[]> {
  const { rows } = await sql<StoredUpload>`
    select ${uploadColumns} from upload u
    where u.account_id = ${accountId} and u.file_id is null and not u.given_up and u.expires_at > ${app.clock.now()}
    order by u.id desc
  `.execute(app.db)
  return rows
}

/** Those that are over, or of which not everything was dropped. */
export async function readStale(db: Queries, now: Date, limit: number): Promise<StoredUpload[]> {
  const { rows } = await sql<StoredUpload>`
    select ${uploadColumns} from upload u where u.expires_at <= ${now} or u.given_up limit ${limit}
  `.execute(db)
  return rows
}

/** Those of which something should have arrived by now, and nobody has looked whether it did. */
export async function readSilent(db: Queries, now: Date, limit: number): Promise<StoredUpload[]> {
  const { rows } = await sql<StoredUpload>`
    select ${uploadColumns} from upload u
    where u.silent_until <= ${now} and u.file_id is null and not u.given_up limit ${limit}
  `.execute(db)
  return rows
}

export function noSuchUpload(): never {
  throw new Refusal('not_found', 'no such upload')
}

/** As the blob store knows it. */
export function sendingOf({ blob, handle }: Pick<StoredUpload, 'blob' | 'handle'>): Sending {
  return { key: `${blob}/file`, handle }
}

/** What it is cut into. */
export function partsOf({ size }: Pick<StoredUpload, 'size'>): Part[] {
  const count = Math.ceil(size / PART_BYTES)
  return Array.from({ length: count }, (_, at) => ({
    number: at + 1,
    size: Math.min(PART_BYTES, size - at * PART_BYTES),
  }))
}

/** Null when what had arrived is lost. */
export async function viewUpload(app: App, upload: StoredUpload): Promise<Upload | null> {
  const { id, roomId, name, size, expiresAt } = upload
  const arrived = await readArrived(app, upload)
  return arrived && { id, roomId, name, size, partBytes: PART_BYTES, parts: arrived, expiresAt }
}

async function readArrived(app: App, upload: StoredUpload): Promise<number[] | null> {
  const wanted = partsOf(upload)
  try {
    const there = await app.blobs.parts(sendingOf(upload))
    return there.filter(({ number, size }) => wanted[number - 1]?.size === size).map(({ number }) => number)
  } catch (error) {
    if (!(error instanceof NoSuchUpload)) throw error
    // Put together already: a finish that was interrupted, or whose answer was lost.
    return (await app.blobs.head(sendingOf(upload).key)) && wanted.map(({ number }) => number)
  }
}
