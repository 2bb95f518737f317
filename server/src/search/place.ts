import { type RawBuilder, sql } from 'kysely'
import { idArray } from '../db/sql.ts'

/** A place in the order of answers: by time, then by room and number. Of a task or a file the number is its id. */
export interface Place {
  readonly roomId: number
  readonly number: number
  /** Milliseconds since 1970. */
  readonly sentAt: number
}

/** A stretch of that order, walked from its new end. */
export interface Window {
  /** Sent at or after this. */
  readonly since: number
  /** Older than this place, which is not part of it. */
  readonly until: Place
  /** The last millisecond that belongs to it. */
  readonly reach: number
}

export function windowOf(since: number, until: Place): Window {
  return { since, until, reach: until.roomId === 0 ? until.sentAt - 1 : until.sentAt }
}

/** Before everything sent at this time or later. */
export function startOf(time: number): Place {
  return { roomId: 0, number: 0, sentAt: time }
}

/** Newest first. */
export function newestFirst(a: Place, b: Place): number {
  return b.sentAt - a.sentAt || b.roomId - a.roomId || b.number - a.number
}

export function isInside({ since, until }: Window, place: Place): boolean {
  return place.sentAt >= since && newestFirst(until, place) < 0
}

/** As it travels in an answer and comes back. */
export function printPlace({ sentAt, roomId, number }: Place): string {
  return `${sentAt}-${roomId}-${number}`
}

export function readPlace(text: string): Place {
  const [sentAt = 0, roomId = 0, number = 0] = text.split('-').map(Number)
  return { roomId, number, sentAt }
}

/** Places as rows `p (room_id, number, ord)` of a query, in their order. */
export function placesAsRows(places: readonly Place[]): RawBuilder<unknown> {
  const rooms = idArray(places.map(({ roomId }) => roomId))
  return sql`unnest(${rooms}, ${idArray(places.map(({ number }) => number))}) with ordinality as p (room_id, number, ord)`
}

/** The newest of what it was given, each place once, at most `count`. */
export interface Newest {
  add(places: readonly Place[]): void
  /** Nothing sent before this can still become one of them. */
  floor(): number
  /** How many times what was read the rest takes, if it lies as thick; behind `bound` nothing is left to read. Infinity where nothing was found. */
  promised(bound: number): number
  all(): readonly Place[]
}

export function keepNewest(count: number, since: number): Newest {
  let kept: readonly Place[] = []
  return {
    add(places) {
      const all = [...kept, ...places].sort(newestFirst)
      kept = all.filter((place, at) => at === 0 || newestFirst(all[at - 1] as Place, place) !== 0).slice(0, count)
    },
    floor: () => (kept.length < count ? since : (kept.at(-1) as Place).sentAt),
    promised: (bound) => {
      const certain = kept.filter(({ sentAt }) => sentAt >= bound).length
      return certain === 0 ? Number.POSITIVE_INFINITY : (count - certain) / certain
    },
    all: () => kept,
  }
}
