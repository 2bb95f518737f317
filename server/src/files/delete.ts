import { type api, can, type File, type InputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { happened } from '../events/happened.ts'
import { type LockedRoom, lockRoom } from '../rooms/lock.ts'
import { announceFile } from './change.ts'
import { readFile, readStored, type StoredFile } from './read.ts'
import { releaseUsed } from './storage.ts'

/** A backup that is restored within this time finds the bytes of all its files. */
const LATE_MS = 30 * 24 * 60 * 60 * 1_000

export async function deleteFile(app: App, actor: Actor, input: InputOf<typeof api.files.delete>): Promise<File> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, input.roomId, app.clock.now())
    const stored = await readStored(tx, room.roomId, input.id)
    if (!can.deleteFile(room, stored, actor.accountId))
      throw new Refusal('forbidden', 'neither its sender nor an admin')
    if (stored.deleted) return await readFile(tx, room.roomId, input.id)
    return await deleteIn(tx, room, stored)
  })
}

/** Deletes a file of a locked room that is not deleted yet, and tells everyone. Keeps the clock. */
export async function deleteIn(tx: Transaction, room: Omit<LockedRoom, 'role'>, stored: StoredFile): Promise<File> {
  await letGo(tx, room, stored)
  const file = await announceFile(tx, room, stored.id)
  await happened(tx, room, { tick: file.tick, happening: { type: 'file_deleted', file } })
  return file
}

/** Deletes the file, gives its storage back and has its bytes removed later. In a locked room; the clock is the caller's. */
export async function letGo(
  tx: Transaction,
  { now, tick }: Pick<LockedRoom, 'now' | 'tick'>,
  { roomId, id, blob, organizationId, size }: StoredFile,
): Promise<void> {
  await sql`
    update file set deleted_at = ${now}, preview_state = 'none', preview = null, restoring = false where room_id = ${roomId} and id = ${id}
  `.execute(tx)
  await sql`delete from file_restore where room_id = ${roomId} and file_id = ${id}`.execute(tx)
  await sql`
    insert into blob_garbage (room_id, blob, tick, due_at)
    values (${roomId}, ${blob}, ${tick}, ${new Date(now.getTime() + LATE_MS)})
  `.execute(tx)
  await releaseUsed(tx, organizationId, size)
}
