import { type api, can, type InputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { type LockedRoom, lockRoom } from './lock.ts'
import { announceRoom } from './members.ts'
import { touchOwn } from './own.ts'

/** The rows stay for a while, for whoever restores a mistake; nobody reaches them. */
export async function deleteRoom(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.rooms.delete>,
): Promise<Record<string, never>> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, input.roomId, app.clock.now())
    if (!can.manage(room)) throw new Refusal('forbidden', 'not an admin of this room')
    await endRoom(tx, room)
    return {}
  })
}

export async function endRoom(tx: Transaction, room: LockedRoom): Promise<void> {
  const { rows } = await sql<{ accountId: number }>`
    select account_id from member where room_id = ${room.roomId} and role is not null
  `.execute(tx)
  await sql`delete from room_link where room_id = ${room.roomId}`.execute(tx)
  await sql`update room set deleted_at = ${room.now}, link_code = null where id = ${room.roomId}`.execute(tx)
  await announceRoom(tx, room)
  await touchOwn(
    tx,
    room.roomId,
    rows.map((row) => row.accountId),
    'left',
  )
}
