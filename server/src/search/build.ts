import { sql } from 'kysely'
import type { App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import { transact } from '../db/transaction.ts'
import { catchUp, lockIndex, saveIndex } from './catchUp.ts'
import { writeItems } from './items.ts'
import { RULES, SEGMENT } from './line.ts'
import { type Stretch, writeStretches } from './write.ts'

/** Messages in one transaction: about half a second of work. */
const BATCH = 64 * SEGMENT
/** Rooms in one transaction: many are almost empty. */
const ROOMS = 100
interface Room {
  readonly roomId: number
  readonly tick: number
  readonly lastNumber: number
}

/** Asks that every room be written anew. */
export async function forgetIndex(app: App): Promise<void> {
  await sql`update search_room set built_by = '' where built_by <> ''`.execute(app.db)
}

export interface Unbuilt {
  readonly rooms: number
  readonly messages: number
}

/** What was never written, or by other rules than these. */
export async function countUnbuilt(app: App): Promise<Unbuilt> {
  const { rows } = await sql<Unbuilt>`
    select count(*) as rooms, coalesce(sum(r.last_number), 0)::bigint as messages
    from room r left join search_room s on s.room_id = r.id where ${unbuilt}
  `.execute(app.db)
  return rows[0] as Unbuilt
}

const unbuilt = sql`s.built_by is distinct from ${RULES} and r.last_number > 0`

/**
 * Writes the rooms that are to be written anew, while everything goes on: searches find what was there until it is replaced,
 * changes are caught up with as ever. Cut short at any point, it goes on with the next call.
 *
 * @param progress hears how many messages are written, several times a second.
 */
export async function build(app: App, progress: (messages: number) => void = () => {}): Promise<void> {
  let after = 0
  let done = 0
  for (;;) {
    const rooms = await readUnbuilt(app, after)
    const last = rooms.at(-1)
    if (!last) return
    await fromBothEnds(batchesOf(rooms), async (batch) => {
      await writeBatch(app, batch)
      done += batch.reduce((sum, { from, to }) => sum + to - from + 1, 0)
      progress(done)
    })
    await finish(app, rooms)
    after = last.roomId
  }
}

/**
 * Makes good what no reactor was told of: rooms that were never written or by other rules than these, and those whose clock
 * was moved by reactions, by lines of the product, or while the index was being lost in a crash.
 */
export async function sweepIndex(app: App): Promise<void> {
  await build(app)
  for (let after = 0; ; ) {
    const rooms = await readBehind(app, after)
    const last = rooms.at(-1)
    if (last === undefined) return
    for (let rest = rooms; rest.length > 0; ) rest = await catchUp(app, rest)
    after = last
  }
}

async function readBehind(app: App, after: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from room r join search_room s on s.room_id = r.id
    where s.tick < r.tick and r.id > ${after} order by r.id limit ${ROOMS}
  `.execute(app.db)
  return rows.map(({ id }) => id)
}

/** The clocks are read before the messages: what changes meanwhile is caught up with. */
async function readUnbuilt(app: App, after: number): Promise<Room[]> {
  const { rows } = await sql<Room>`
    select r.id as room_id, r.tick, r.last_number from room r left join search_room s on s.room_id = r.id
    where ${unbuilt} and r.id > ${after} order by r.id limit ${10 * ROOMS}
  `.execute(app.db)
  return rows
}

/** Small rooms share a batch, large ones fill several. */
function batchesOf(rooms: readonly Room[]): Stretch[][] {
  const batches: Stretch[][] = []
  let batch: Stretch[] = []
  let left = BATCH
  for (const { roomId, lastNumber } of rooms) {
    for (let from = 1; from <= lastNumber; ) {
      if (left < SEGMENT || batch.length === ROOMS) {
        batches.push(batch)
        batch = []
        left = BATCH
      }
      const to = Math.min(lastNumber, from + left - (left % SEGMENT) - 1)
      batch.push({ roomId, from, to })
      left -= to - from + 1
      from = to + 1
    }
  }
  return batch.length > 0 ? [...batches, batch] : batches
}

/**
 * Two at a time: one reads and folds while the other's segments are written. They meet in one room at most, so that whoever
 * waits to catch up with a large one has a turn between its batches.
 */
async function fromBothEnds<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const runner = async (take: () => T | undefined) => {
    for (let item = take(); item !== undefined; item = take()) await work(item)
  }
  await Promise.all([runner(() => left.shift()), runner(() => left.pop())])
}

/** A room that was never written counts as built only when all of it is. */
async function writeBatch(app: App, batch: readonly Stretch[]): Promise<void> {
  await transact(app, async (tx) => {
    const roomIds = batch.map(({ roomId }) => roomId)
    await lockIndex(tx, roomIds, '')
    await writeStretches(tx, batch)
  })
}

async function finish(app: App, rooms: readonly Room[]): Promise<void> {
  await transact(app, async (tx) => {
    await writeItems(
      tx,
      rooms.map(({ roomId }) => ({ roomId, tick: 0 })),
    )
    await saveIndex(tx, rooms, app.clock.now())
    await sql`
      update search_room set built_by = ${RULES} where room_id = any(${idArray(rooms.map(({ roomId }) => roomId))})
    `.execute(tx)
  })
}
