import { type api, can, type InputOf, type Message, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { changeMessage } from './change.ts'
import { queueMessage } from './consequence.ts'

export async function deleteMessage(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.messages.delete>,
): Promise<Message> {
  return changeMessage(app, actor, input, async (tx, room, before) => {
    if (!can.delete(room, before, actor.accountId)) throw new Refusal('forbidden', 'neither its author nor an admin')
    if (before.deleted) return null
    await sql`
      update message set body = '', mentions = '{}', to_all = false, previews = '[]', deleted_at = ${room.now}
      where room_id = ${room.roomId} and id = ${before.id}
    `.execute(tx)
    await sql`delete from mention where room_id = ${room.roomId} and number = ${before.number}`.execute(tx)
    await sql`delete from reaction where room_id = ${room.roomId} and message_id = ${before.id}`.execute(tx)
    await queueMessage(tx, room, before.id)
    return { type: 'message_deleted' }
  })
}
