import { type api, type File, type InputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { lockRoom } from '../rooms/lock.ts'
import { announceFile } from './change.ts'
import { findFile } from './get.ts'
import { bytesKey, readFile, readStored } from './read.ts'

const RATE = { count: 60, seconds: 60 * 60 }

type Restore = typeof api.files.restore

/** Whoever may download it may have it brought back. */
export async function restore(app: App, actor: Actor, { roomId, id }: InputOf<Restore>): Promise<File> {
  const stored = await findFile(app, actor, roomId, id)
  const found = await app.blobs.head(bytesKey(stored))
  if (!found || found.state === 'ready') return await readFile(app.db, roomId, id)
  app.limits.take(`files.restore:${actor.accountId}`, RATE)
  await app.blobs.restore(bytesKey(stored))
  return await transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, roomId, app.clock.now())
    const file = await readStored(tx, roomId, id)
    if (file.deleted) throw new Refusal('not_found', 'no such file')
    await remember(tx, actor.accountId, file, room.now)
    if (file.restoring) return await readFile(tx, roomId, id)
    await sql`update file set restoring = true where room_id = ${roomId} and id = ${id}`.execute(tx)
    return await announceFile(tx, room, id)
  })
}

async function remember(tx: Transaction, accountId: number, { roomId, id, tick }: File, now: Date): Promise<void> {
  await sql`
    insert into file_restore (room_id, file_id, account_id, tick, asked_at)
    values (${roomId}, ${id}, ${accountId}, ${tick}, ${now}) on conflict do nothing
  `.execute(tx)
}
