import { type api, can, type InputOf, type Link, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { isUniqueViolation } from '../db/errors.ts'
import { transact } from '../db/transaction.ts'
import { newToken } from '../lib/ids.ts'
import { lockRoom } from '../rooms/lock.ts'
import { announceRoom } from '../rooms/members.ts'
import { readLink } from './read.ts'

/** Characters of a code made by us: 16 of base64url, 96 bits. */
const CODE_LENGTH = 16

export async function save(app: App, actor: Actor, input: InputOf<typeof api.links.save>): Promise<Link> {
  const code = input.code ?? newToken().slice(0, CODE_LENGTH)
  try {
    return await transact(app, async (tx) => {
      const room = await lockRoom(tx, actor.accountId, input.roomId, app.clock.now())
      if (!can.manage(room)) throw new Refusal('forbidden', 'not an admin of this room')
      await sql`delete from room_link where room_id = ${room.roomId}`.execute(tx)
      await sql`insert into room_link (code, room_id) values (${code}, ${room.roomId})`.execute(tx)
      await sql`
        update room set link_code = ${code}, link_need_acceptance = ${input.needAcceptance}, link_description = ${input.description}
        where id = ${room.roomId}
      `.execute(tx)
      await announceRoom(tx, room)
      return readLink(app, tx, room.roomId)
    })
  } catch (error) {
    if (isUniqueViolation(error, 'room_link_pkey')) throw new Refusal('code_taken', 'another room uses this code')
    throw error
  }
}
