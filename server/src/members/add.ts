import { type api, can, type InputOf, type OutputOf, Refusal } from '@naniwa/contract'
import { requireReach } from '../contacts/reach.ts'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { icons } from '../rooms/create.ts'
import { writeLine } from '../rooms/line.ts'
import { lockRoom } from '../rooms/lock.ts'
import { admit, announceRoom } from '../rooms/members.ts'
import { touchOwn } from '../rooms/own.ts'

type Add = typeof api.members.add

export async function add(app: App, actor: Actor, input: InputOf<Add>): Promise<OutputOf<Add>> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, input.roomId, app.clock.now())
    if (!can.manageMembers(room)) throw new Refusal('forbidden', 'not an admin of this room')
    await requireReach(
      tx,
      actor.accountId,
      input.members.map((member) => member.accountId),
    )
    const members = await admit(tx, room, input.members)
    if (members.length === 0) return { members }
    const line = `[info][dtext:chatroom_member_is]${icons(members)}[dtext:chatroom_added][/info]`
    await writeLine(tx, room, actor.accountId, line)
    await announceRoom(tx, room)
    await touchOwn(
      tx,
      room.roomId,
      members.map((member) => member.accountId),
      'joined',
    )
    return { members }
  })
}
