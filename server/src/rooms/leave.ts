import { type api, can, type InputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { icons } from './create.ts'
import { writeLine } from './line.ts'
import { lockRoom } from './lock.ts'
import { announceRoom, changeRole, requireAnotherAdmin } from './members.ts'
import { touchOwn } from './own.ts'

export async function leave(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.rooms.leave>,
): Promise<Record<string, never>> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, input.roomId, app.clock.now())
    if (!can.leave(room)) throw new Refusal('forbidden', 'only a group can be left')
    if (room.role === 'admin') await requireAnotherAdmin(tx, room.roomId, actor.accountId)
    await writeLine(tx, room, actor.accountId, `[info]${icons([actor])}[dtext:chatroom_leaved][/info]`)
    await changeRole(tx, room, actor.accountId, null)
    await announceRoom(tx, room)
    await touchOwn(tx, room.roomId, [actor.accountId], 'left')
    return {}
  })
}
