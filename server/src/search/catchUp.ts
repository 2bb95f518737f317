import { sql } from 'kysely'
import type { App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import type { Queries, Transaction } from '../db/transaction.ts'
import { writeIndex } from './databases.ts'
import { writeItems } from './items.ts'
import { RULES } from './line.ts'
import { writeStretches } from './write.ts'

/** Changes of one room in one transaction. */
const CHANGES = 512

interface Change {
  readonly roomId: number
  /** Clock of the room. */
  readonly tick: number
  /** Null when no message changed. */
  readonly number: number | null
  readonly messageTick: number
}

/**
 * Brings rooms from the clock they are indexed up to towards the one they have; answers those that have more to come. May be
 * called at any time, by anybody, as often as one likes: what the index holds follows from the messages alone.
 */
export async function catchUp(app: App, roomIds: readonly number[]): Promise<number[]> {
  return writeIndex(app, async (write) => {
    const indexed = await lockIndex(write.index, roomIds, RULES)
    const changes = await readChanges(write.db, indexed)
    await writeStretches(
      write,
      changes.flatMap(({ roomId, number }) => (number === null ? [] : [{ roomId, from: number, to: number }])),
    )
    await writeItems(write, indexed)
    const reached = [...Map.groupBy(changes, ({ roomId }) => roomId).values()].map(reachedBy)
    await saveIndex(write.index, reached, app.clock.now())
    return reached.filter(({ more }) => more).map(({ roomId }) => roomId)
  })
}

export interface Indexed {
  readonly roomId: number
  readonly tick: number
}

/**
 * Makes this transaction the only one that writes the index of these rooms. What it writes may be lost in a crash, together
 * with the clock that says it was written.
 *
 * @param builtBy the rules that a room is entered with which has no row yet.
 */
export async function lockIndex(index: Transaction, roomIds: readonly number[], builtBy: string): Promise<Indexed[]> {
  await sql`set local synchronous_commit = off`.execute(index)
  await sql`
    insert into search_room (room_id, tick, indexed_at, built_by)
    select id, 0, '-infinity', ${builtBy} from unnest(${idArray([...new Set(roomIds)].sort((a, b) => a - b))}) as r (id)
    on conflict (room_id) do nothing
  `.execute(index)
  const { rows } = await sql<Indexed>`
    select room_id, tick from search_room where room_id = any(${idArray(roomIds)}) order by room_id for update
  `.execute(index)
  return rows
}

/** What changed and up to where, as of one moment. */
async function readChanges(db: Queries, indexed: readonly Indexed[]): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select r.id as room_id, r.tick, m.number, m.tick as message_tick
    from unnest(${idArray(indexed.map(({ roomId }) => roomId))}, ${idArray(indexed.map(({ tick }) => tick))}) as i (room_id, tick)
    join room r on r.id = i.room_id
    left join lateral (
      select number, tick from message where room_id = i.room_id and tick > i.tick order by tick limit ${CHANGES}
    ) m on true
    where r.tick > i.tick
    order by r.id, m.tick
  `.execute(db)
  return rows
}

function reachedBy(changes: readonly Change[]): Indexed & { more: boolean } {
  const [{ roomId, tick }] = changes as [Change]
  const more = changes.length === CHANGES
  return { roomId, tick: more ? (changes.at(-1) as Change).messageTick : tick, more }
}

/** Keeps up to which clock rooms are indexed. */
export async function saveIndex(index: Transaction, reached: readonly Indexed[], now: Date): Promise<void> {
  await sql`
    update search_room s set tick = greatest(s.tick, r.tick), indexed_at = ${now}
    from unnest(${idArray(reached.map(({ roomId }) => roomId))}, ${idArray(reached.map(({ tick }) => tick))}) as r (room_id, tick)
    where s.room_id = r.room_id
  `.execute(index)
}
