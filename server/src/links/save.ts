import { type api, can, type InputOf, type Link, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { writeLink } from '../rooms/link.ts'
import { lockRoom } from '../rooms/lock.ts'
import { announceRoom } from '../rooms/members.ts'
import { requireMeant } from './meant.ts'
import { readLink } from './read.ts'

export async function save(
  app: App,
  actor: Actor,
  { roomId, when, ...link }: InputOf<typeof api.links.save>,
): Promise<Link> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, roomId, app.clock.now())
    if (!can.manage(room)) throw new Refusal('forbidden', 'not an admin of this room')
    await requireMeant(tx, roomId, when)
    await writeLink(tx, roomId, link)
    await announceRoom(tx, room)
    return readLink(app, tx, roomId)
  })
}
