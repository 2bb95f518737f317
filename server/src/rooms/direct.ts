import { type api, type InputOf, Refusal, type Room } from '@naniwa/contract'
import { sql } from 'kysely'
import { requireReach } from '../contacts/reach.ts'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { newId } from '../lib/ids.ts'
import { found } from './create.ts'
import { readRooms } from './read.ts'

export async function direct(app: App, actor: Actor, input: InputOf<typeof api.rooms.direct>): Promise<Room> {
  if (input.accountId === actor.accountId) throw new Refusal('not_found', 'a direct chat is with somebody else')
  const [low, high] = [actor.accountId, input.accountId].sort((a, b) => a - b) as [number, number]
  const now = app.clock.now()
  const roomId = newId(app.clock)
  return transact(app, async (tx) => {
    await requireReach(tx, actor.accountId, [input.accountId])
    // The pair's row is the lock: whoever comes second waits here and finds the room.
    const { rows } = await sql<{ roomId: number }>`
      insert into direct_room (low_account_id, high_account_id, room_id) values (${low}, ${high}, ${roomId})
      on conflict (low_account_id, high_account_id) do update set room_id = direct_room.room_id
      returning room_id
    `.execute(tx)
    const known = rows[0]?.roomId ?? roomId
    if (known !== roomId) return (await readRooms(tx, actor.accountId, [known]))[0] as Room
    await sql`
      insert into room (id, type, active_at, created_at) values (${roomId}, 'direct', ${now}, ${now})
    `.execute(tx)
    const pair = [low, high].map((accountId) => ({ accountId, role: 'admin' as const }))
    return found(tx, { roomId, tick: 0, lastNumber: 0, now }, actor.accountId, pair, null)
  })
}
