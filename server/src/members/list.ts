import type { api, InputOf, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { findRoom, readMembers } from '../rooms/read.ts'

type List = typeof api.members.list

export async function list(app: App, actor: Actor, { roomId }: InputOf<List>): Promise<OutputOf<List>> {
  return snapshot(app.db, async (tx) => {
    const { tick } = await findRoom(tx, actor.accountId, roomId)
    return { tick, members: await readMembers(tx, roomId) }
  })
}
