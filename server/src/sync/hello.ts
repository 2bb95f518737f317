import type { api, OutputOf, RoomState } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { openTasks, unreadMentions } from '../rooms/view.ts'

/** Where everything stands, as of one moment. A socket hears its topics before this is read (S1). */
export async function hello(app: App, actor: Actor): Promise<OutputOf<typeof api.sync.hello>> {
  return snapshot(app.db, async (tx) => {
    const { rows: own } = await sql<{ tick: number; epoch: string }>`
      select a.tick, s.value as epoch from account a, server_state s where a.id = ${actor.accountId} and s.name = 'epoch'
    `.execute(tx)
    const { rows: rooms } = await sql<RoomState>`
      with x as materialized (select room_id from account_room where account_id = ${actor.accountId} and not gone)
      select r.id as room_id, r.tick, r.last_number, m.read_number, ${unreadMentions} as mentions,
        ${openTasks} as tasks
      from x join room r on r.id = x.room_id
      join member m on m.room_id = x.room_id and m.account_id = ${actor.accountId} and m.role is not null
      where r.deleted_at is null
    `.execute(tx)
    const { tick, epoch } = own[0] as { tick: number; epoch: string }
    return { accountId: actor.accountId, epoch, accountTick: tick, rooms, version: app.version }
  })
}
