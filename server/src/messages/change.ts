import { type Message, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { type Happening, happened, type ToldMessage } from '../events/happened.ts'
import { roomTopic } from '../events/topics.ts'
import { type LockedRoom, lockRoom, nextTick, saveClock } from '../rooms/lock.ts'
import { readMessage } from './read.ts'

/** What happens to a message after it is sent. */
export type Change =
  | { readonly type: 'message_updated' | 'message_deleted' }
  | { readonly type: 'reaction_added' | 'reaction_removed'; readonly accountId: number; readonly emoji: string }

/**
 * Changes one message under its room's lock: `work` decides and writes, the message takes the room's next clock, and
 * everyone hears how it looks now. `work` answers with what happened; null means that nothing changed.
 */
export async function changeMessage(
  app: App,
  actor: Actor,
  place: { roomId: number; id: string },
  work: (tx: Transaction, room: LockedRoom, before: Message) => Promise<Change | null>,
): Promise<Message> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, place.roomId, app.clock.now())
    const before = await readMessage(tx, place.roomId, place.id)
    const change = await work(tx, room, before)
    if (!change) return before
    const message = await announceMessage(tx, room, place.id)
    await happened(tx, room, { tick: message.tick, happening: happening(change, before, message) })
    return message
  })
}

function happening(change: Change, before: Message, message: Message): Happening {
  if ('emoji' in change) return { ...change, message: told(message) }
  const accountIds = message.mentions.filter((accountId) => !before.mentions.includes(accountId))
  return { ...change, message: told(message), addressed: { accountIds, all: message.toAll && !before.toAll } }
}

function told({ roomId, id, accountId, body, createdAt, editedAt }: Message): ToldMessage {
  return { roomId, id, accountId, body, createdAt, editedAt }
}

/** Gives a changed message the next place in its locked room's order and tells everyone what it looks like now. Keeps the clock. */
export async function announceMessage(
  tx: Transaction,
  room: Pick<LockedRoom, 'roomId' | 'tick' | 'lastNumber'>,
  id: string,
): Promise<Message> {
  await sql`update message set tick = ${nextTick(room)} where room_id = ${room.roomId} and id = ${id}`.execute(tx)
  await saveClock(tx, room)
  const message = await readMessage(tx, room.roomId, id)
  announce(tx, roomTopic(room.roomId), { event: 'message', data: message })
  return message
}

export function refuseDeleted(message: Message): void {
  if (message.deleted) throw new Refusal('message_deleted', 'this message was deleted')
}
