import { type api, type InputOf, type Message, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import type { Lane } from '../db/lane.ts'
import { announceNow } from '../events/announce.ts'
import { roomTopic } from '../events/topics.ts'
import { readMessage } from './read.ts'
import { type Sending, type Sent, writeMessages } from './write.ts'

/** Sends of one person: a burst of 60, then two a second. */
const RATE = { count: 60, seconds: 30 }
/** Messages in one statement at most. */
const BATCH = 128

/** Answers once the message is committed. The same id again is answered with the message that has it. */
export async function send(app: App, actor: Actor, input: InputOf<typeof api.messages.send>): Promise<Message> {
  await app.limits.take(`messages.send:${actor.accountId}`, RATE)
  const sent = await laneOf(app)({ ...input, accountId: actor.accountId })
  if (sent instanceof Refusal) throw sent
  if ('written' in sent) return sent.written
  const message = await readMessage(app.db, input.roomId, input.id)
  if (message.accountId !== actor.accountId) throw new Refusal('message_id_taken', 'somebody else used this id')
  return message
}

/** Sends that arrive while one statement is in flight share the next. */
function laneOf(app: App): Lane<Sending, Sent> {
  return app.lanes.open<Sending, Sent>({
    name: 'messages.send',
    max: BATCH,
    async work(sendings) {
      const sent = await writeMessages(app.db, sendings, app.clock.now())
      for (const one of sent) if ('written' in one) tellRoom(app, one.written)
      return sent
    },
  })
}

function tellRoom(app: App, message: Message): void {
  announceNow(app.bus, roomTopic(message.roomId), { event: 'message', data: message })
}
