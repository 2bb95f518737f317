import type { api, InputOf, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { readAcross, readClocks } from './read.ts'

type Mine = typeof api.tasks.mine

export async function mine(app: App, actor: Actor, input: InputOf<Mine>): Promise<OutputOf<Mine>> {
  const { scope, status, roomId, accountId: other, ...page } = input
  const me = actor.accountId
  const people = scope === 'mine' ? { accountId: me, assignedBy: other } : { accountId: other, assignedBy: me }
  return snapshot(app.db, async (tx) => {
    const { tasks, more } = await readAcross(tx, me, { status, roomId, ...page, ...people })
    return { tasks, more, ticks: await readClocks(tx, tasks) }
  })
}
