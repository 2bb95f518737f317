import { type api, can, type InputOf, type Message, mentions, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import type { Transaction } from '../db/transaction.ts'
import type { LockedRoom } from '../rooms/lock.ts'
import { changeMessage, refuseDeleted } from './change.ts'
import { queueMessage } from './consequence.ts'

export async function edit(app: App, actor: Actor, input: InputOf<typeof api.messages.edit>): Promise<Message> {
  await app.limits.take(`messages.edit:${actor.accountId}`, { count: 60, seconds: 60 })
  return changeMessage(app, actor, input, async (tx, room, before) => {
    if (!can.edit(room, before, actor.accountId)) throw new Refusal('forbidden', 'only its author edits a message')
    refuseDeleted(before)
    if (before.body === input.body) return null
    await rewrite(tx, room, before, input.body)
    await queueMessage(tx, room, before.id)
    return { type: 'message_updated' }
  })
}

async function rewrite(tx: Transaction, room: LockedRoom, before: Message, body: string): Promise<void> {
  const addressed = mentions(body)
  await sql`
    update message set body = ${body}, edited_at = ${room.now}, to_all = ${addressed.all},
      mentions = addressed(${room.roomId}, ${idArray(addressed.accountIds)}, ${before.accountId})
    where room_id = ${room.roomId} and id = ${before.id}
  `.execute(tx)
  await sql`delete from mention where room_id = ${room.roomId} and number = ${before.number}`.execute(tx)
  await sql`
    insert into mention (room_id, account_id, number, tick)
    select m.room_id, a.account_id, m.number, ${room.tick + 1}
    from message m, unnest(m.mentions) as a (account_id) where m.room_id = ${room.roomId} and m.id = ${before.id}
  `.execute(tx)
}
