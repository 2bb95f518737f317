import type { api, Draft, InputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { accountTopic } from '../events/topics.ts'
import { nextAccountTick } from '../rooms/own.ts'
import { findRoom } from '../rooms/read.ts'

export async function save(app: App, actor: Actor, { roomId, body }: InputOf<typeof api.drafts.save>): Promise<Draft> {
  await app.limits.take(`drafts.save:${actor.accountId}`, { count: 120, seconds: 60 })
  return transact(app, async (tx) => {
    await findRoom(tx, actor.accountId, roomId)
    const tick = await nextAccountTick(tx, actor.accountId)
    await sql`
      insert into draft (account_id, room_id, tick, body) values (${actor.accountId}, ${roomId}, ${tick}, ${body})
      on conflict (account_id, room_id) do update set tick = excluded.tick, body = excluded.body
    `.execute(tx)
    const draft: Draft = { roomId, tick, body }
    announce(tx, accountTopic(actor.accountId), { event: 'draft', data: draft })
    return draft
  })
}
