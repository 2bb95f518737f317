import { type api, can, type InputOf, type Member, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { lockRoom, saveClock } from '../rooms/lock.ts'
import { changeRole, requireAnotherAdmin } from '../rooms/members.ts'
import { touchOwn } from '../rooms/own.ts'
import { readMember } from '../rooms/read.ts'

export async function setRole(app: App, actor: Actor, input: InputOf<typeof api.members.setRole>): Promise<Member> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, input.roomId, app.clock.now())
    if (!can.manageMembers(room)) throw new Refusal('forbidden', 'not an admin of this room')
    const before = await readMember(tx, room.roomId, input.accountId)
    if (before.role === null) throw new Refusal('not_found', 'nobody like that in this room')
    if (before.role === input.role) return before
    if (before.role === 'admin') await requireAnotherAdmin(tx, room.roomId, input.accountId)
    const member = await changeRole(tx, room, input.accountId, input.role)
    await saveClock(tx, room)
    await touchOwn(tx, room.roomId, [input.accountId], 'changed')
    return member
  })
}
