import type { MyRoom } from '@naniwa/contract'
import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Transaction } from '../db/transaction.ts'
import { announce, tell, tellLeft } from '../events/announce.ts'
import { accountTopic } from '../events/topics.ts'
import { readOwners } from './read.ts'

/** Takes the next place in an account's own order. */
export async function nextAccountTick(tx: Transaction, accountId: number): Promise<number> {
  const { rows } = await sql<{ tick: number }>`
    update account set tick = tick + 1 where id = ${accountId} returning tick
  `.execute(tx)
  return (rows[0] as { tick: number }).tick
}

/** Holds what is an account's own still, so that what is decided by it stays true until the commit. */
export async function lockAccount(tx: Transaction, accountId: number): Promise<void> {
  await sql`select from account where id = ${accountId} for update`.execute(tx)
}

/** What becomes of a room in people's own lists. `changed` brings back no room that is gone. */
export type OwnChange = 'joined' | 'left' | 'changed'

/** A room in somebody's list. */
export interface Own {
  readonly accountId: number
  readonly roomId: number
}

/**
 * Moves the account clock of each of these people for one room of theirs and tells their devices. Called after the room's
 * own rows are written, so that the answer shows them.
 */
export async function touchOwn(
  tx: Transaction,
  roomId: number,
  accountIds: readonly number[],
  change: OwnChange,
): Promise<MyRoom[]> {
  const owners = await touchOwnOf(
    tx,
    accountIds.map((accountId) => ({ accountId, roomId })),
    change,
  )
  return owners.map(({ accountId: _, ...mine }) => mine)
}

/** The same for a room of each of these people, which need not be the same; each of them is named once. */
export async function touchOwnOf(
  tx: Transaction,
  places: readonly Own[],
  change: OwnChange,
): Promise<(MyRoom & Own)[]> {
  if (places.length === 0) return []
  const accountIds = idArray(places.map(({ accountId }) => accountId))
  // Accounts are locked in id order, so that two large additions cannot wait for each other.
  await sql`
    with locked as materialized (
      select id from account where id = any(${accountIds}) order by id for update
    ), ticked as (
      update account a set tick = a.tick + 1 from locked l where a.id = l.id returning a.id, a.tick
    )
    insert into account_room (account_id, room_id, tick, gone)
    select t.id, i.room_id, t.tick, ${change === 'left'}
    from ticked t join unnest(${accountIds}, ${idArray(places.map(({ roomId }) => roomId))}) as i (account_id, room_id) on i.account_id = t.id
    on conflict (account_id, room_id) do update set tick = excluded.tick,
      gone = case when ${change === 'changed'} then account_room.gone else excluded.gone end
  `.execute(tx)
  const owners = await readOwners(tx, places)
  for (const { accountId, ...mine } of owners) {
    const { roomId } = mine
    if (change === 'joined') tell(tx, { kind: 'joined', accountId, roomId })
    if (change === 'left') tellLeft(tx, accountId, roomId)
    announce(tx, accountTopic(accountId), { event: 'myRoom', data: mine })
  }
  return owners
}
