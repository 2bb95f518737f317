import { type api, type InputOf, type Message, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { HELD, type Lane } from '../db/lane.ts'
import { announceNow } from '../events/announce.ts'
import { roomTopic } from '../events/topics.ts'
import { takeFromEach } from '../lib/limits.ts'
import { networkOf } from '../lib/network.ts'
import { readMessage } from './read.ts'
import { type Sending, type Sent, writeMessages, writeUnheld } from './write.ts'

/** Sends of one person: a burst of 60, then two a second. */
const RATE = { count: 60, seconds: 30 }
/**
 * Sends from one network: an office of 1,000 people behind one address, of whom everybody writes once in ten seconds, and a
 * burst of two each at ten o'clock. Below it stays what many accounts of one stranger can do.
 */
const PER_NETWORK = { count: 2_000, seconds: 20 }
/** Messages in one statement at most. */
const BATCH = 128
/** Rooms that somebody holds, for which sends wait at once: each takes one of the ten connections. */
const HELD_ROOMS = 3

/** Answers once the message is committed. The same id again is answered with the message that has it. */
export async function send(app: App, actor: Actor, input: InputOf<typeof api.messages.send>): Promise<Message> {
  await takeFromEach(app.limits, [
    [`messages.send:${actor.accountId}`, RATE],
    [`messages.send-network:${networkOf(actor.address)}`, PER_NETWORK],
  ])
  const sent = await laneOf(app)({ ...input, accountId: actor.accountId })
  if (sent instanceof Refusal) throw sent
  if ('written' in sent) return sent.written
  const message = await readMessage(app.db, input.roomId, input.id)
  if (message.accountId !== actor.accountId) throw new Refusal('message_id_taken', 'somebody else used this id')
  return message
}

/** Sends that arrive while one statement is in flight share the next. A room that somebody holds is waited for by its own sends alone. */
function laneOf(app: App): Lane<Sending, Sent> {
  return app.lanes.open<Sending, Sent>({
    name: 'messages.send',
    max: BATCH,
    aside: { key: ({ roomId }) => roomId, atOnce: HELD_ROOMS },
    async work(sendings, manner) {
      const write = manner === 'wait' ? writeMessages : writeUnheld
      const sent = await write(app.db, sendings, app.clock.now())
      for (const one of sent) if (one !== HELD && 'written' in one) tellRoom(app, one.written)
      return sent
    },
  })
}

function tellRoom(app: App, message: Message): void {
  announceNow(app.bus, roomTopic(message.roomId), { event: 'message', data: message })
}
