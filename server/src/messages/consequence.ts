import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'
import type { LockedRoom } from '../rooms/lock.ts'

/** Tells the reactors that a message was edited or deleted; one row per message waits at most. Before its clock is moved. */
export async function queueMessage(
  tx: Transaction,
  room: Pick<LockedRoom, 'roomId' | 'tick' | 'now'>,
  id: string,
): Promise<void> {
  await sql`
    insert into outbox (room_id, id, tick, topic, payload, created_at)
    values (${room.roomId}, ${id}, ${room.tick + 1}, 'message', ${JSON.stringify({ id })}, ${room.now})
    on conflict (room_id, id) do update set tick = excluded.tick, payload = excluded.payload, created_at = excluded.created_at
  `.execute(tx)
}
