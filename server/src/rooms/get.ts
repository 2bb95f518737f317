import type { api, InputOf, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { readOwn, readRooms } from './read.ts'

type Get = typeof api.rooms.get

export async function get(app: App, actor: Actor, { roomIds }: InputOf<Get>): Promise<OutputOf<Get>> {
  return snapshot(app.db, async (tx) => ({
    rooms: await readRooms(tx, actor.accountId, roomIds),
    mine: await readOwn(tx, actor.accountId, { roomIds }),
  }))
}
