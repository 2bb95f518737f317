import { Refusal, type Role, type RoomType } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'

/** A room held by one transaction. `tick` and `lastNumber` count on as changes take their place; `save` keeps them. */
export interface LockedRoom {
  readonly roomId: number
  readonly type: RoomType
  readonly name: string
  readonly description: string
  /** Of the person who acts. */
  readonly role: Role
  readonly now: Date
  tick: number
  lastNumber: number
}

type Row = Omit<LockedRoom, 'now'>

/** Finds a room through the actor's membership and locks it, so that its changes come one after the other. */
export async function lockRoom(tx: Transaction, accountId: number, roomId: number, now: Date): Promise<LockedRoom> {
  const room = await lockAnyRoom(tx, roomId, now)
  const { rows } = await sql<{ role: Role | null }>`
    select role from member where room_id = ${roomId} and account_id = ${accountId}
  `.execute(tx)
  const role = rows[0]?.role
  if (!room || !role) throw new Refusal('not_found', 'no such room')
  return { ...room, role }
}

/** For changes that nobody in the room makes: joining by link, a changed profile. Undefined when it is deleted. */
export async function lockAnyRoom(
  tx: Transaction,
  roomId: number,
  now: Date,
): Promise<Omit<LockedRoom, 'role'> | undefined> {
  const { rows } = await sql<Omit<Row, 'role'>>`/* prepared rooms.lock */
    select id as room_id, type, name, description, tick, last_number from room
    where id = ${roomId} and deleted_at is null for update
  `.execute(tx)
  return rows[0] && { ...rows[0], now }
}

/** Such a change, in a transaction of its own: none is held longer than it takes. Nothing happens in a room that is deleted. */
export function inAnyRoom(
  app: App,
  roomId: number,
  work: (tx: Transaction, room: Omit<LockedRoom, 'role'>) => Promise<void>,
): Promise<void> {
  return transact(app, async (tx) => {
    const room = await lockAnyRoom(tx, roomId, app.clock.now())
    if (room) await work(tx, room)
  })
}

/** Takes the next place in the room's order for one changed row. */
export function nextTick(room: Pick<LockedRoom, 'tick'>): number {
  room.tick += 1
  return room.tick
}

/** Keeps the clock. Called once, after the last change. */
export async function saveClock(
  tx: Transaction,
  room: Pick<LockedRoom, 'roomId' | 'tick' | 'lastNumber'>,
): Promise<void> {
  await sql`
    update room set tick = ${room.tick}, last_number = ${room.lastNumber} where id = ${room.roomId}
  `.execute(tx)
}
