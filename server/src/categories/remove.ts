import { type api, type Category, type InputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { nextAccountTick, touchOwn } from '../rooms/own.ts'
import { announceCategory } from './save.ts'

export async function remove(app: App, actor: Actor, { id }: InputOf<typeof api.categories.remove>): Promise<Category> {
  return transact(app, async (tx) => {
    const tick = await nextAccountTick(tx, actor.accountId)
    const { numAffectedRows } = await sql`
      update category set deleted = true, tick = ${tick}
      where account_id = ${actor.accountId} and id = ${id} and not deleted
    `.execute(tx)
    if (numAffectedRows !== 1n) throw new Refusal('not_found', 'no such category')
    const category = await announceCategory(tx, actor.accountId, id)
    const { rows } = await sql<{ roomId: number }>`
      update account_room set category_id = null where account_id = ${actor.accountId} and category_id = ${id}
      returning room_id
    `.execute(tx)
    for (const { roomId } of rows) await touchOwn(tx, roomId, [actor.accountId], 'changed')
    return category
  })
}
