import type { api, InputOf, Message } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { findRoom } from '../rooms/read.ts'
import { readMessage } from './read.ts'

export async function get(app: App, actor: Actor, { roomId, id }: InputOf<typeof api.messages.get>): Promise<Message> {
  await findRoom(app.db, actor.accountId, roomId)
  return readMessage(app.db, roomId, id)
}
