import { type api, type InputOf, type MyRoom, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { lockAccount, touchOwn } from './own.ts'
import { findRoom } from './read.ts'

export async function arrange(app: App, actor: Actor, input: InputOf<typeof api.rooms.arrange>): Promise<MyRoom> {
  return transact(app, async (tx) => {
    await lockAccount(tx, actor.accountId)
    await findRoom(tx, actor.accountId, input.roomId)
    if (input.categoryId) {
      const { rows } = await sql`
        select from category where account_id = ${actor.accountId} and id = ${input.categoryId} and not deleted
      `.execute(tx)
      if (rows.length === 0) throw new Refusal('not_found', 'no such category')
    }
    await sql`
      update account_room set
        pinned = coalesce(${input.pinned ?? null}, pinned),
        muted = coalesce(${input.muted ?? null}, muted),
        category_id = case when ${input.categoryId !== undefined} then ${input.categoryId ?? null} else category_id end
      where account_id = ${actor.accountId} and room_id = ${input.roomId}
    `.execute(tx)
    const [mine] = await touchOwn(tx, input.roomId, [actor.accountId], 'changed')
    return mine as MyRoom
  })
}
