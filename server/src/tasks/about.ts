import type { api, InputOf, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { findRoom } from '../rooms/read.ts'
import { refuseDeleted } from './change.ts'
import { readComments } from './comments.ts'
import { readDeeds } from './deeds.ts'
import { readTask } from './read.ts'

type About = typeof api.tasks.about

export async function about(app: App, actor: Actor, { roomId, id }: InputOf<About>): Promise<OutputOf<About>> {
  return snapshot(app.db, async (tx) => {
    await findRoom(tx, actor.accountId, roomId)
    refuseDeleted(await readTask(tx, roomId, id))
    return { deeds: await readDeeds(tx, roomId, id), comments: await readComments(tx, roomId, id) }
  })
}
