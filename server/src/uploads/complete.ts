import { setTimeout as pause } from 'node:timers/promises'
import { type api, can, type File, type InputOf, type OutputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { untilKept } from '../db/kept.ts'
import { readFile } from '../files/read.ts'
import { findRoom } from '../rooms/read.ts'
import { giveUp } from './abort.ts'
import { examined } from './examine.ts'
import { finish } from './finish.ts'
import { type Examined, findUpload, type StoredUpload } from './read.ts'

type Complete = typeof api.files.complete
type Input = InputOf<Complete>

/** An answer does not wait for more bytes than this to be read, nor longer than this. */
const AT_ONCE_BYTES = 64 * 2 ** 20
const PATIENCE_MS = 8_000

/** One of those that are to be finished, with what was found in it. */
export interface Ready {
  readonly upload: StoredUpload
  readonly found: Examined
}

/**
 * Puts the parts together, looks at every byte, and only then makes files of them. Nothing before the last step is seen by anybody, and
 * each can be done again, so whoever lost the answer asks again.
 */
export async function complete(app: App, actor: Actor, input: Input): Promise<OutputOf<Complete>> {
  const uploads = await Promise.all(input.uploads.map(({ id }, at) => naming(at, findUpload(app, actor.accountId, id))))
  const roomId = roomOf(uploads)
  const standing = await findRoom(app.db, actor.accountId, roomId)
  const known = await readKnown(app, uploads)
  if (known) {
    await untilKept(app.db)
    return { files: known }
  }
  if (!can.upload(standing)) throw new Refusal('forbidden', 'may not post here')
  const ready = await lookAt(app, uploads)
  if (!ready) return { files: null }
  await judge(app, ready, input)
  return { files: await finish(app, actor, ready, input) }
}

function roomOf(uploads: readonly StoredUpload[]): number {
  const [roomId, ...others] = new Set(uploads.map((upload) => upload.roomId))
  if (roomId !== undefined && others.length === 0) return roomId
  const issues = [{ path: 'uploads', message: 'to different rooms' }]
  throw new Refusal('invalid_input', 'one message is in one room', { issues })
}

/** The files that all of them have become; null: they are none yet. */
async function readKnown(app: App, uploads: readonly StoredUpload[]): Promise<File[] | null> {
  const files: File[] = []
  for (const { roomId, fileId } of uploads) if (fileId !== null) files.push(await readFile(app.db, roomId, fileId))
  if (files.length === 0) return null
  if (files.length < uploads.length) throw new Refusal('message_id_taken', 'some have been told of already')
  return files
}

/** Null: it takes longer, and goes on. */
async function lookAt(app: App, uploads: readonly StoredUpload[]): Promise<Ready[] | null> {
  const looking = Promise.all(
    uploads.map(async (upload, at) => ({ upload, found: await naming(at, examined(app, upload)) })),
  )
  const unread = uploads.filter((upload) => upload.examined === null)
  const patience = unread.reduce((sum, { size }) => sum + size, 0) > AT_ONCE_BYTES ? 0 : PATIENCE_MS
  const stop = new AbortController()
  // What goes wrong after the answer is found again by whoever asks next.
  looking.catch(() => {})
  const waited = pause(patience, null, { signal: stop.signal }).catch(() => null)
  return await Promise.race([looking, waited]).finally(() => stop.abort())
}

/** Says which of them is refused. */
async function naming<T>(at: number, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw error instanceof Refusal ? refusalOf(at, error) : error
  }
}

function refusalOf(at: number, { code, message, retryAfter }: Refusal): Refusal {
  const issues = [{ path: `uploads.${at}`, message }]
  return new Refusal(code, message, { issues, ...(retryAfter !== undefined && { retryAfter }) })
}

async function judge(app: App, all: readonly Ready[], input: Input): Promise<void> {
  for (const [at, { upload, found }] of all.entries()) {
    const refusal = refusalFor(upload, found, input.uploads[at]?.sha256)
    if (!refusal) continue
    await giveUp(app, upload)
    throw refusalOf(at, refusal)
  }
}

function refusalFor(upload: StoredUpload, { sha256, malware }: Examined, promised?: string): Refusal | null {
  if (malware !== null) return new Refusal('infected', malware)
  const same = sha256 === promised && (upload.sha256 === null || upload.sha256 === sha256)
  return same ? null : new Refusal('hash_mismatch', `what arrived has the hash ${sha256}`)
}
