import { type api, type InputOf, type OutputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { writeLine } from '../rooms/line.ts'
import { lockAnyRoom } from '../rooms/lock.ts'
import { admit, announceRoom } from '../rooms/members.ts'
import { touchOwn } from '../rooms/own.ts'
import { findByCode } from './read.ts'

type Join = typeof api.links.join

export async function join(app: App, actor: Actor, { code }: InputOf<Join>): Promise<OutputOf<Join>> {
  await app.limits.take(`links.join:${actor.accountId}`, { count: 30, seconds: 300 })
  return transact(app, async (tx) => {
    const roomId = await findByCode(tx, code)
    const room = await lockAnyRoom(tx, roomId, app.clock.now())
    const { rows } = await sql<{ needAcceptance: boolean; inside: boolean }>`
      select r.link_need_acceptance as need_acceptance, exists (
        select from member where room_id = r.id and account_id = ${actor.accountId} and role is not null) as inside
      from room r where r.id = ${roomId} and r.link_code = ${code}
    `.execute(tx)
    if (!room || !rows[0]) throw new Refusal('not_found', 'no such link')
    if (rows[0].inside) return { outcome: 'joined', roomId }
    if (rows[0].needAcceptance) {
      await request(tx, room, actor.accountId)
      return { outcome: 'requested', roomId: null }
    }
    await enter(tx, room, actor.accountId)
    return { outcome: 'joined', roomId }
  })
}

type Room = NonNullable<Awaited<ReturnType<typeof lockAnyRoom>>>

/** Kept for the admins, who learn of it because the room's row takes the same place in its order. */
async function request(tx: Transaction, room: Room, accountId: number): Promise<void> {
  await sql`
    insert into join_request (room_id, account_id, tick, requested_at)
    values (${room.roomId}, ${accountId}, ${room.tick + 1}, ${room.now}) on conflict do nothing
  `.execute(tx)
  await announceRoom(tx, room)
}

/** Somebody comes in through the link, the room being locked. */
export async function enter(tx: Transaction, room: Room, accountId: number): Promise<void> {
  await admit(tx, room, [{ accountId, role: 'member' }])
  await writeLine(tx, room, accountId, '[info][dtext:chatroom_chat_joined][/info]')
  await announceRoom(tx, room)
  await touchOwn(tx, room.roomId, [accountId], 'joined')
}
