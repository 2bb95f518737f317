import { sql } from 'kysely'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { letGo } from './delete.ts'
import { readStored } from './read.ts'

const BATCH = 1_000

/** Removes the bytes of files that were deleted long enough ago. */
export async function sweepGarbage(app: App): Promise<void> {
  const { rows } = await sql<{ roomId: number; blob: string }>`
    select room_id, blob from blob_garbage where due_at <= ${app.clock.now()} order by due_at limit ${BATCH}
  `.execute(app.db)
  for (const { roomId, blob } of rows) {
    await app.blobs.drop(blob)
    await sql`delete from blob_garbage where room_id = ${roomId} and blob = ${blob}`.execute(app.db)
  }
}

/** A deleted room's files can be reached by nobody: they are deleted too, so that they no longer count as storage. */
export async function sweepDeletedRooms(app: App): Promise<void> {
  const { rows } = await sql<{ roomId: number; id: number }>`
    select f.room_id, f.id from room r join file f on f.room_id = r.id
    where r.deleted_at is not null and f.deleted_at is null limit ${BATCH}
  `.execute(app.db)
  for (const { roomId, id } of rows) {
    await transact(app, async (tx) => {
      const { rows: locked } = await sql<{ tick: number }>`
        select tick from room where id = ${roomId} for update
      `.execute(tx)
      const stored = await readStored(tx, roomId, id)
      // Nobody hears the room any more, so its clock stands still.
      if (!stored.deleted) await letGo(tx, { now: app.clock.now(), tick: locked[0]?.tick ?? 0 }, stored)
    })
  }
}
