import { type FilePreview, PREVIEW_SIZES, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import { NoSuchBlob } from '../blobs/blobs.ts'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { OutboxRow } from '../events/outbox.ts'
import type { Reactor } from '../events/react.ts'
import { announceFile } from '../files/change.ts'
import { previewKindOf } from '../files/previewable.ts'
import { bytesKey, readStored, type StoredFile } from '../files/read.ts'
import { lockAnyRoom } from '../rooms/lock.ts'
import { type Bounds, draw } from './draw.ts'
import type { Drawing, Drawn } from './drawn.ts'
import { readText } from './text.ts'

/** Larger ones are not looked into. */
const MOST_BYTES = { image: 64 * 2 ** 20, page: 128 * 2 ** 20 }

/** Makes what is shown of a file without downloading it, once. */
export function renditionReactor(bounds?: Bounds): Reactor {
  return {
    name: 'renditions',
    topic: 'file',
    concurrency: 2,
    handle: (app, row) => show(app, row, bounds),
  }
}

async function show(app: App, { roomId = 0, id }: OutboxRow, bounds?: Bounds): Promise<void> {
  const file = await readStored(app.db, roomId, Number(id)).catch(ifGone)
  if (!file || !isWaiting(file)) return
  const drawn = await make(app, file, bounds).catch(ifBytesAreGone)
  for (const { name, bytes } of drawn?.pieces ?? []) await app.blobs.put(`${file.blob}/${name}`, bytes)
  await keep(app, file, drawn?.preview ?? null)
}

async function make(app: App, file: StoredFile, bounds?: Bounds): Promise<Drawn | null> {
  const kind = previewKindOf(file.type)
  if (kind === 'text') return await readText(app, file)
  if (kind === null || file.size > MOST_BYTES[kind]) return null
  const drawing: Drawing =
    kind === 'image' ? { kind, sizes: PREVIEW_SIZES } : { kind, sizes: PREVIEW_SIZES, numbers: [1] }
  return await draw(drawing, await app.blobs.get(bytesKey(file)), app.log, bounds)
}

async function keep(app: App, { roomId, id }: StoredFile, preview: FilePreview | null): Promise<void> {
  await transact(app, async (tx) => {
    const room = await lockAnyRoom(tx, roomId, app.clock.now())
    if (!room || !isWaiting(await readStored(tx, roomId, id))) return
    await sql`
      update file set preview_state = ${preview ? 'ready' : 'none'}, preview = ${preview && JSON.stringify(preview)}::jsonb
      where room_id = ${roomId} and id = ${id}
    `.execute(tx)
    await announceFile(tx, room, id)
  })
}

function isWaiting({ deleted, preview }: StoredFile): boolean {
  return !deleted && preview.state === 'waiting'
}

function ifGone(error: unknown): null {
  if (error instanceof Refusal && error.code === 'not_found') return null
  throw error
}

/** After a restore without the blobs, say. */
function ifBytesAreGone(error: unknown): null {
  if (error instanceof NoSuchBlob) return null
  throw error
}
