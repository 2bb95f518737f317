import { type api, can, type InputOf, type Message, REACTION_KINDS, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { changeMessage, refuseDeleted } from './change.ts'

export async function react(app: App, actor: Actor, input: InputOf<typeof api.messages.react>): Promise<Message> {
  await app.limits.take(`messages.react:${actor.accountId}`, { count: 120, seconds: 60 })
  return changeMessage(app, actor, input, async (tx, room, before) => {
    if (!can.react(room)) throw new Refusal('forbidden', 'may not react here')
    refuseDeleted(before)
    const kind = before.reactions.find((reaction) => reaction.emoji === input.emoji)
    if ((kind?.accountIds.includes(actor.accountId) ?? false) === input.on) return null
    const { accountId } = actor
    const { emoji } = input
    if (!input.on) {
      await sql`
        delete from reaction where room_id = ${room.roomId} and message_id = ${before.id}
          and emoji = ${input.emoji} and account_id = ${actor.accountId}
      `.execute(tx)
      return { type: 'reaction_removed', accountId, emoji }
    }
    if (!kind && before.reactions.length >= REACTION_KINDS) {
      throw new Refusal('limit_reached', `at most ${REACTION_KINDS} different reactions`)
    }
    await sql`
      insert into reaction (room_id, message_id, emoji, account_id, tick, created_at)
      values (${room.roomId}, ${before.id}, ${input.emoji}, ${actor.accountId}, ${room.tick + 1}, ${room.now})
    `.execute(tx)
    return { type: 'reaction_added', accountId, emoji }
  })
}
