import type { Message } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { happened } from '../events/happened.ts'
import { roomTopic } from '../events/topics.ts'
import { newMessageId } from '../lib/ids.ts'
import { type LockedRoom, nextTick } from './lock.ts'

/**
 * Writes a system message: an ordinary message in the acting person's name, made of notation (`[dtext:…]`, `[piconname:…]`),
 * as the public API shows them. The room is locked already, nobody is addressed, so none of what sending checks applies. What
 * a clock does in the name of somebody who is `absent` stays unread for them.
 */
export async function writeLine(
  tx: Transaction,
  room: Pick<LockedRoom, 'roomId' | 'tick' | 'lastNumber' | 'now'>,
  accountId: number,
  body: string,
  author: 'present' | 'absent' = 'present',
): Promise<Message> {
  room.lastNumber += 1
  const message: Message = {
    roomId: room.roomId,
    id: newMessageId({ now: () => room.now }),
    tick: nextTick(room),
    number: room.lastNumber,
    accountId,
    kind: 'system',
    body,
    mentions: [],
    toAll: false,
    selfUnread: author === 'absent',
    createdAt: room.now.getTime(),
    editedAt: null,
    deleted: false,
    reactions: [],
    previews: [],
  }
  await sql`
    insert into message (room_id, id, number, tick, account_id, kind, body, self_unread, created_at)
    values (${message.roomId}, ${message.id}, ${message.number}, ${message.tick}, ${accountId}, 'system', ${body},
      ${message.selfUnread}, ${room.now})
  `.execute(tx)
  await sql`update room set active_at = ${room.now} where id = ${room.roomId}`.execute(tx)
  // Who acts has seen what they did, as with a message they send.
  if (author === 'present') {
    await sql`
      update member set read_number = ${message.number} where room_id = ${room.roomId} and account_id = ${accountId}
    `.execute(tx)
  }
  announce(tx, roomTopic(room.roomId), { event: 'message', data: message })
  const { roomId, id, createdAt, editedAt } = message
  const told = { roomId, id, accountId, body, createdAt, editedAt }
  await happened(tx, room, {
    tick: message.tick,
    happening: { type: 'message_created', message: told, addressed: { accountIds: [], all: false } },
  })
  return message
}
