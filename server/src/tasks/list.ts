import type { api, InputOf, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { findRoom } from '../rooms/read.ts'
import { readDone, readNewest, readOpen } from './read.ts'

type List = typeof api.tasks.list

export async function list(
  app: App,
  actor: Actor,
  { roomId, status, newest, ...filter }: InputOf<List>,
): Promise<OutputOf<List>> {
  return snapshot(app.db, async (tx) => {
    const { tick } = await findRoom(tx, actor.accountId, roomId)
    if (newest) return { tick, ...(await readNewest(tx, roomId, { status, ...filter }, newest)) }
    if (status === 'open') return { tick, tasks: await readOpen(tx, roomId, filter), more: null }
    return { tick, ...(await readDone(tx, roomId, filter)) }
  })
}
