import { type api, type InputOf, Refusal, type Room } from '@naniwa/contract'
import { requireReach } from '../contacts/reach.ts'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { openDirect } from './pair.ts'

export async function direct(app: App, actor: Actor, input: InputOf<typeof api.rooms.direct>): Promise<Room> {
  if (input.accountId === actor.accountId) throw new Refusal('not_found', 'a direct chat is with somebody else')
  return transact(app, async (tx) => {
    await requireReach(tx, actor.accountId, [input.accountId])
    return openDirect(app, tx, actor.accountId, input.accountId)
  })
}
