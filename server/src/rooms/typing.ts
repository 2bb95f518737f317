import { type api, can, type InputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { announceNow } from '../events/announce.ts'
import { roomTopic } from '../events/topics.ts'
import { findRoom } from './read.ts'

export async function typing(
  app: App,
  actor: Actor,
  { roomId }: InputOf<typeof api.rooms.typing>,
): Promise<Record<string, never>> {
  await app.limits.take(`rooms.typing:${actor.accountId}`, { count: 30, seconds: 60 })
  const place = await findRoom(app.db, actor.accountId, roomId)
  if (!can.post(place)) throw new Refusal('forbidden', 'may not post here')
  announceNow(app.bus, roomTopic(roomId), { event: 'typing', data: { roomId, accountId: actor.accountId } })
  return {}
}
