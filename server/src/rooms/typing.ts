import { type api, can, type InputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { announceNow } from '../events/announce.ts'
import { roomTopic } from '../events/topics.ts'
import { findRoom } from './read.ts'

/** Of one person. */
const RATE = { count: 30, seconds: 60 }
/** Of a room's people together, each of whom tells it every four seconds. Three are named; in a room of thousands each word of it goes to thousands. */
const PER_ROOM = { count: 8, seconds: 4 }

/** Tells the room, unless more people type there than anybody could read. */
export async function typing(
  app: App,
  actor: Actor,
  { roomId }: InputOf<typeof api.rooms.typing>,
): Promise<Record<string, never>> {
  await app.limits.take(`rooms.typing:${actor.accountId}`, RATE)
  const place = await findRoom(app.db, actor.accountId, roomId)
  if (!can.post(place)) throw new Refusal('forbidden', 'may not post here')
  if (!(await isOneOfFew(app, roomId))) return {}
  announceNow(app.bus, roomTopic(roomId), { event: 'typing', data: { roomId, accountId: actor.accountId } })
  return {}
}

async function isOneOfFew({ limits }: App, roomId: number): Promise<boolean> {
  try {
    await limits.take(`rooms.typing-room:${roomId}`, PER_ROOM)
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'rate_limited') return false
    throw error
  }
}
