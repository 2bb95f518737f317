import { type api, can, type InputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { icons } from './create.ts'
import { endRoom } from './delete.ts'
import { writeLine } from './line.ts'
import { type LockedRoom, lockRoom } from './lock.ts'
import { announceRoom, changeRole, requireAnotherAdmin, takeFiles } from './members.ts'
import { touchOwn } from './own.ts'

export async function leave(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.rooms.leave>,
): Promise<Record<string, never>> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, input.roomId, app.clock.now())
    if (!can.leave(room)) throw new Refusal('forbidden', 'only a group can be left')
    if (input.alone === 'delete' && room.role === 'admin' && (await isAlone(tx, room, actor))) {
      await endRoom(tx, room)
      return {}
    }
    if (room.role === 'admin') await requireAnotherAdmin(tx, room.roomId, actor.accountId)
    await writeLine(tx, room, actor.accountId, `[info]${icons([actor])}[dtext:chatroom_leaved][/info]`)
    await changeRole(tx, room, actor.accountId, null)
    if (input.files === 'go') await takeFiles(tx, room, actor.accountId)
    await announceRoom(tx, room)
    await touchOwn(tx, room.roomId, [actor.accountId], 'left')
    return {}
  })
}

async function isAlone(tx: Transaction, { roomId }: LockedRoom, { accountId }: Actor): Promise<boolean> {
  const { rows } = await sql<{ others: boolean }>`
    select exists (select from member where room_id = ${roomId} and account_id <> ${accountId} and role is not null) as others
  `.execute(tx)
  return !rows[0]?.others
}
