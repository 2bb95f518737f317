import { type api, can, type InputOf, type Link, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { lockRoom } from '../rooms/lock.ts'
import { announceRoom } from '../rooms/members.ts'
import { requireMeant } from './meant.ts'
import { readLink } from './read.ts'

export async function remove(
  app: App,
  actor: Actor,
  { roomId, when }: InputOf<typeof api.links.remove>,
): Promise<Link> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, roomId, app.clock.now())
    if (!can.manage(room)) throw new Refusal('forbidden', 'not an admin of this room')
    await requireMeant(tx, roomId, when)
    await sql`delete from room_link where room_id = ${roomId}`.execute(tx)
    await sql`update room set link_code = null, link_description = '' where id = ${roomId}`.execute(tx)
    await announceRoom(tx, room)
    return readLink(app, tx, roomId)
  })
}
