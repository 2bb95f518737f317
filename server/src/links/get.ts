import { type api, can, type InputOf, type OutputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { findRoom } from '../rooms/read.ts'
import { readLink, readRequests } from './read.ts'

type Get = typeof api.links.get

export async function get(app: App, actor: Actor, { roomId }: InputOf<Get>): Promise<OutputOf<Get>> {
  const place = await findRoom(app.db, actor.accountId, roomId)
  if (place.type !== 'group') throw new Refusal('forbidden', 'only a group has a link')
  const requests = can.manage(place) ? await readRequests(app.db, roomId) : []
  return { link: await readLink(app, app.db, roomId), requests }
}
