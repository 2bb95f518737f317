import { Refusal, type Room } from '@naniwa/contract'
import { sql } from 'kysely'
import { isDeactivated } from '../accounts/hold.ts'
import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { newId } from '../lib/ids.ts'
import { found } from './create.ts'
import { lockAnyRoom } from './lock.ts'
import { admit, announceRoom, changeRoles, keepRole } from './members.ts'
import { touchOwn } from './own.ts'
import { readMember, readMembers, readRooms } from './read.ts'

/** The direct chat of two people, in which both may write: made when there is none, opened again when it was closed. */
export async function openDirect(app: App, tx: Transaction, accountId: number, otherId: number): Promise<Room> {
  if (await isDeactivated(tx, otherId)) throw new Refusal('not_found', 'nobody like that')
  const [low, high] = [accountId, otherId].sort((a, b) => a - b) as [number, number]
  const now = app.clock.now()
  const roomId = newId(app.clock)
  // The pair's row is the lock: whoever comes second waits here and finds the room.
  const { rows } = await sql<{ roomId: number }>`
    insert into direct_room (low_account_id, high_account_id, room_id) values (${low}, ${high}, ${roomId})
    on conflict (low_account_id, high_account_id) do update set room_id = direct_room.room_id
    returning room_id
  `.execute(tx)
  const known = rows[0]?.roomId ?? roomId
  if (known !== roomId) return reopen(tx, accountId, known, now)
  await sql`
    insert into room (id, type, active_at, created_at) values (${roomId}, 'direct', ${now}, ${now})
  `.execute(tx)
  const pair = [low, high].map((id) => ({ accountId: id, role: 'admin' as const }))
  return found(tx, { roomId, tick: 0, lastNumber: 0, now }, accountId, pair, null)
}

async function reopen(tx: Transaction, accountId: number, roomId: number, now: Date): Promise<Room> {
  const closed = (await readMembers(tx, roomId)).filter(({ role }) => role !== 'admin')
  if (closed.length > 0) {
    const room = await lockAnyRoom(tx, roomId, now)
    if (!room) throw new Refusal('not_found', 'no such room')
    const left = closed.filter(({ role }) => role === null).map((member) => member.accountId)
    const stayed = closed.filter(({ role }) => role !== null).map((member) => member.accountId)
    await admit(
      tx,
      room,
      left.map((id) => ({ accountId: id, role: 'admin' })),
    )
    await changeRoles(
      tx,
      room,
      stayed.map((id) => ({ accountId: id, role: 'admin' })),
    )
    await announceRoom(tx, room)
    await touchOwn(tx, roomId, left, 'joined')
    await touchOwn(tx, roomId, stayed, 'changed')
  }
  return (await readRooms(tx, accountId, [roomId]))[0] as Room
}

/** Takes one of the two out of their direct chat; to the other it stays, to be read only. */
export async function closeDirect(
  tx: Transaction,
  roomId: number,
  leaverId: number,
  otherId: number,
  now: Date,
): Promise<void> {
  const room = await lockAnyRoom(tx, roomId, now)
  if (!room) return
  const isHere = (await readMember(tx, roomId, otherId)).role !== null
  await changeRoles(tx, room, [
    { accountId: leaverId, role: null },
    ...(isHere ? [{ accountId: otherId, role: 'readonly' } as const] : []),
  ])
  await announceRoom(tx, room)
  await touchOwn(tx, roomId, [leaverId], 'left')
  if (isHere) await touchOwn(tx, roomId, [otherId], 'changed')
  else await keepRole(tx, roomId, otherId, 'readonly')
}
