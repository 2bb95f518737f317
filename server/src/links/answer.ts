import { type api, can, type InputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { lockRoom } from '../rooms/lock.ts'
import { announceRoom } from '../rooms/members.ts'
import { enter } from './join.ts'

export async function answer(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.links.answer>,
): Promise<Record<string, never>> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, input.roomId, app.clock.now())
    if (!can.manageMembers(room)) throw new Refusal('forbidden', 'not an admin of this room')
    const { numAffectedRows } = await sql`
      delete from join_request where room_id = ${room.roomId} and account_id = ${input.accountId}
    `.execute(tx)
    if (numAffectedRows !== 1n) throw new Refusal('not_found', 'nobody like that is waiting')
    if (input.accept) await enter(tx, room, input.accountId)
    else await announceRoom(tx, room)
    return {}
  })
}
