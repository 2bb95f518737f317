import { sql } from 'kysely'
import type { App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import type { Queries, Transaction } from '../db/transaction.ts'
import { writeIndex } from './databases.ts'
import { writeItems } from './items.ts'
import { RULES } from './line.ts'
import { closedBy, type Reached, type Stretch, writeEnds, writeSegments } from './write.ts'

/** Changes of one room in one transaction. */
const CHANGES = 512

interface Change {
  readonly roomId: number
  /** Clock of the room. */
  readonly tick: number
  /** Of the room, at that clock. */
  readonly lastNumber: number
  /** Null when no message changed. */
  readonly number: number | null
  readonly messageTick: number
}

/**
 * Brings rooms from the clock they are indexed up to towards the one they have; answers those that have more to come. May be
 * called at any time, by anybody, as often as one likes: what the index holds follows from the messages alone. It lasts like
 * any other change: what it is called for is forgotten afterwards, maybe by another primary than the one that wrote this.
 */
export async function catchUp(app: App, roomIds: readonly number[]): Promise<number[]> {
  return writeIndex(app, async (write) => {
    const indexed = await lockIndex(write.index, roomIds, RULES)
    const changes = await readChanges(write.db, indexed)
    const ofRooms = Map.groupBy(changes, ({ roomId }) => roomId)
    const reached = indexed.flatMap((end) => reachedBy(end, ofRooms.get(end.roomId) ?? []))
    await writeSegments(write, [...changes.flatMap(changed), ...reached.map(endOf)])
    await writeItems(write, indexed)
    await writeEnds(write, reached, app.clock.now())
    return reached.filter(({ more }) => more).map(({ roomId }) => roomId)
  })
}

export interface Indexed {
  readonly roomId: number
  readonly tick: number
  /** Of the segment that was not full. */
  readonly firstNumber: number
  /** How many messages it holds. */
  readonly count: number
}

function changed({ roomId, number, lastNumber }: Change): Stretch[] {
  return number === null ? [] : [{ roomId, from: number, to: number, lastNumber }]
}

/** The segment that was not full, which may be so now: no change need lie in it that is among those at hand. */
function endOf({ roomId, end, lastNumber }: Caught): Stretch {
  return { roomId, from: end.firstNumber, to: end.firstNumber, lastNumber }
}

/**
 * Makes this transaction the only one that writes the index of these rooms.
 *
 * @param builtBy the rules that a room is entered with which has no row yet.
 */
export async function lockIndex(index: Transaction, roomIds: readonly number[], builtBy: string): Promise<Indexed[]> {
  const ordered = idArray([...new Set(roomIds)].sort((a, b) => a - b))
  // The lock of the version before, which may run beside this one: both write the full segments.
  await sql`
    insert into search_room (room_id, tick, indexed_at, built_by)
    select id, 0, '-infinity', ${builtBy} from unnest(${ordered}) as r (id)
    on conflict (room_id) do update set tick = search_room.tick where false
  `.execute(index)
  await sql`
    insert into search_end (room_id, built_by) select id, ${builtBy} from unnest(${ordered}) as r (id)
    on conflict (room_id) do nothing
  `.execute(index)
  const { rows } = await sql<Indexed>`
    select room_id, tick, first_number, cardinality(sent_at) as count from search_end where room_id = any(${idArray(roomIds)}) order by room_id for update
  `.execute(index)
  return rows
}

/** What changed and up to where, as of one moment. */
async function readChanges(db: Queries, indexed: readonly Indexed[]): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select r.id as room_id, r.tick, r.last_number, m.number, m.tick as message_tick
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

interface Caught extends Reached {
  /** What the index held. */
  readonly end: Indexed
  readonly more: boolean
}

/** How far these changes bring a room. */
function reachedBy(end: Indexed, changes: readonly Change[]): Caught[] {
  const last = changes.at(-1)
  if (!last) return []
  const { roomId, tick, lastNumber, messageTick } = last
  const more = changes.length === CHANGES
  const heldTo = end.firstNumber + end.count - 1
  const isHeld =
    end.firstNumber === closedBy(lastNumber) + 1 && changes.every(({ number }) => number === null || number > heldTo)
  return [{ roomId, end, more, tick: more ? messageTick : tick, lastNumber, heldTo: isHeld ? heldTo : undefined }]
}
