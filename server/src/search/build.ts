import { sql } from 'kysely'
import type { App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import { chunks } from '../lib/chunks.ts'
import { catchUp, lockIndex } from './catchUp.ts'
import { type Write, writeIndex } from './databases.ts'
import { writeItems } from './items.ts'
import { RULES, SEGMENT } from './line.ts'
import { type RoomState, roomStates } from './rooms.ts'
import { readLastNumbers, type Stretch, writeEnds, writeSegments } from './write.ts'

/** Messages in one transaction: about half a second of work. */
const BATCH = 64 * SEGMENT
/** Rooms in one transaction: many are almost empty. */
const ROOMS = 100

/** Asks that every room be written anew. */
export async function forgetIndex(app: App): Promise<void> {
  await sql`update search_end set built_by = '' where built_by <> ''`.execute(app.index)
}

export interface Unbuilt {
  readonly rooms: number
  readonly messages: number
}

/** What was never written, or by other rules than these. */
export async function countUnbuilt(app: App): Promise<Unbuilt> {
  const count = { rooms: 0, messages: 0 }
  for await (const states of roomStates(app)) {
    for (const { lastNumber } of states.filter(isUnbuilt)) {
      count.rooms++
      count.messages += lastNumber
    }
  }
  return count
}

function isUnbuilt({ built }: RoomState): boolean {
  return !built
}

/**
 * Writes the rooms that are to be written anew, while everything goes on: searches find what was there until it is replaced,
 * changes are caught up with as ever. Cut short at any point, it goes on with the next call.
 *
 * @param progress hears how many messages are written, several times a second.
 */
export async function build(app: App, progress: (messages: number) => void = () => {}): Promise<void> {
  let done = 0
  const add = (messages: number): void => {
    done += messages
    progress(done)
  }
  for await (const states of roomStates(app)) await buildRooms(app, states.filter(isUnbuilt), add)
}

/**
 * Makes good what no reactor was told of: rooms that were never written or by other rules than these, those whose index is
 * ahead of them, because their database was brought back from a copy, and those whose clock was moved by reactions or by lines
 * of the product.
 */
export async function sweepIndex(app: App): Promise<void> {
  for await (const states of roomStates(app)) {
    const { ahead = [], unbuilt = [], behind = [] } = Object.groupBy(states, lacking)
    await forgetRooms(app, ahead)
    await buildRooms(app, [...ahead, ...unbuilt])
    for (const rooms of chunks(behind, ROOMS)) {
      for (let rest = rooms.map(({ roomId }) => roomId); rest.length > 0; ) rest = await catchUp(app, rest)
    }
  }
}

function lacking({ tick, indexed, built }: RoomState): 'ahead' | 'unbuilt' | 'behind' | 'nothing' {
  if (indexed > tick) return 'ahead'
  if (!built) return 'unbuilt'
  return indexed < tick ? 'behind' : 'nothing'
}

async function forgetRooms(app: App, rooms: readonly RoomState[]): Promise<void> {
  if (rooms.length === 0) return
  const roomIds = idArray(rooms.map(({ roomId }) => roomId))
  await sql`update search_end set tick = 0, built_by = '' where room_id = any(${roomIds})`.execute(app.index)
}

/** @param wrote hears of so many messages, several times a second. */
async function buildRooms(app: App, states: readonly RoomState[], wrote?: (messages: number) => void): Promise<void> {
  for (const rooms of chunks(states, 10 * ROOMS)) {
    await fromBothEnds(batchesOf(rooms), async (batch) => {
      await writeBatch(app, batch)
      wrote?.(batch.reduce((sum, { from, to }) => sum + to - from + 1, 0))
    })
    await finish(app, rooms)
  }
}

/** Small rooms share a batch, large ones fill several. */
function batchesOf(rooms: readonly RoomState[]): Stretch[][] {
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
      batch.push({ roomId, from, to, lastNumber })
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

/** Without waiting for the disk: what is lost in a crash is lost together with what says that it was written, and is written again. */
function writeLightly(app: App, work: (write: Write) => Promise<void>): Promise<void> {
  return writeIndex(app, async (write) => {
    await sql`set local synchronous_commit = off`.execute(write.index)
    await work(write)
  })
}

/** A room that was never written counts as built only when all of it is. */
async function writeBatch(app: App, batch: readonly Stretch[]): Promise<void> {
  await writeLightly(app, async (write) => {
    const roomIds = batch.map(({ roomId }) => roomId)
    await lockIndex(write.index, roomIds, '')
    await writeSegments(write, batch)
  })
}

/** The clocks were read before the messages: what changed meanwhile is caught up with, but for the segments that are full since then. */
async function finish(app: App, rooms: readonly RoomState[]): Promise<void> {
  const roomIds = rooms.map(({ roomId }) => roomId)
  await writeLightly(app, async (write) => {
    await lockIndex(write.index, roomIds, '')
    const last = await readLastNumbers(write.db, roomIds)
    const reached = rooms.map((room) => ({
      ...{ ...room, from: room.lastNumber },
      lastNumber: last.get(room.roomId) ?? room.lastNumber,
    }))
    await writeSegments(
      write,
      reached.map((room) => ({ ...room, to: room.lastNumber })),
    )
    await writeItems(
      write,
      roomIds.map((roomId) => ({ roomId, tick: 0 })),
    )
    await writeEnds(write, reached, app.clock.now())
    await sql`update search_end set built_by = ${RULES} where room_id = any(${idArray(roomIds)})`.execute(write.index)
  })
}
