import type { api, InputOf, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { findRoom } from '../rooms/read.ts'
import { readAfter, readBefore } from './read.ts'

type List = typeof api.messages.list

export async function list(app: App, actor: Actor, input: InputOf<List>): Promise<OutputOf<List>> {
  const { roomId, limit } = input
  return snapshot(app.db, async (tx) => {
    const { tick, lastNumber } = await findRoom(tx, actor.accountId, roomId)
    if (input.after !== undefined) return { tick, messages: await readAfter(tx, roomId, input.after, limit) }
    if (input.around === undefined) {
      return { tick, messages: await readBefore(tx, roomId, input.before ?? lastNumber + 1, limit) }
    }
    const before = await readBefore(tx, roomId, input.around, Math.floor(limit / 2))
    const from = await readAfter(tx, roomId, input.around - 1, limit - before.length)
    return { tick, messages: [...before, ...from] }
  })
}
