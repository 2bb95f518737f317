import {
  api,
  applyMembers,
  emptyTimeline,
  forgetTimeline,
  indexOf,
  mergePage,
  type Timeline,
  trimTimeline,
  watchTimeline,
} from '@naniwa/contract'
import type { Engine } from './engine.ts'
import { gone } from './failure.ts'
import type { Cancel } from './ports.ts'
import type { Reading } from './reading.ts'

const PAGE = 50
const FIRST_PAGE = 80
/** Most messages of a room held while it is read, so that a long scroll does not grow without bound. */
const MOST_HELD = 800
/** Held of a room that was closed, for the next opening and for reading offline. */
export const REMEMBERED = 200
const TRIM_AFTER = 300
const ROOMS_REMEMBERED = 30
const TRIES = 5

/** Where the unread messages of an open room begin. */
export interface UnreadLine {
  number: number
  count: number
}

interface Opened {
  users: number
  /** Where to begin; null: at the line, else at the end. */
  target: number | null
  begun: boolean
  line: UnreadLine | null
  /** The line was passed: what comes while nobody looks begins a new one. */
  passed: boolean
  loading: boolean
}

type Query = { before: number } | { after: number } | { around: number } | Record<string, never>

/** Which rooms are open, and which stretch of their messages is held. */
export class Reader {
  readonly #engine: Engine
  readonly #reading: Reading
  readonly #open = new Map<number, Opened>()
  /** Opened last comes last. */
  readonly #recent = new Set<number>()

  constructor(engine: Engine, reading: Reading) {
    this.#engine = engine
    this.#reading = reading
    engine.onChange((change) => {
      if (change !== null) this.#follow(change)
    })
  }

  /** Rooms whose messages are worth keeping on the device, opened last first. */
  get recent(): number[] {
    return [...this.#recent].reverse()
  }

  /** Rooms that were recent on this device, opened last first. */
  remember(recent: readonly number[]): void {
    for (const roomId of recent.toReversed()) this.#recent.add(roomId)
  }

  line(roomId: number): UnreadLine | null {
    return this.#open.get(roomId)?.line ?? null
  }

  /** Begins at the message `target`, or at the first unread one, or at the end. */
  open(roomId: number, target: number | null = null): Cancel {
    const opened = this.#open.get(roomId) ?? newlyOpened(target)
    opened.users += 1
    this.#open.set(roomId, opened)
    this.#recent.delete(roomId)
    this.#recent.add(roomId)
    this.#follow(roomId)
    return () => {
      opened.users -= 1
      if (opened.users === 0) this.#close(roomId)
    }
  }

  async older(roomId: number): Promise<void> {
    const first = this.#engine.room(roomId)?.timeline.messages[0]?.number ?? 1
    if (first > 1) await this.#load(roomId, { before: first }, 'oldest')
  }

  async newer(roomId: number): Promise<void> {
    const timeline = this.#engine.room(roomId)?.timeline
    const last = timeline?.messages.at(-1)?.number
    if (last !== undefined && !timeline?.atEnd) await this.#load(roomId, { after: last }, 'newest')
  }

  async newest(roomId: number): Promise<void> {
    if (!this.#engine.room(roomId)?.timeline.atEnd) await this.#load(roomId, {}, 'newest')
  }

  async around(roomId: number, number: number): Promise<void> {
    const timeline = this.#engine.room(roomId)?.timeline
    if (timeline && !reaches(timeline, number)) await this.#load(roomId, { around: number }, 'newest', FIRST_PAGE)
  }

  /** The line goes when the reader sends something or presses Esc. */
  eraseLine(roomId: number): void {
    const opened = this.#open.get(roomId)
    if (!opened?.line) return
    opened.line = null
    this.#engine.topics.touch(`timeline:${roomId}`)
  }

  /** Fills rooms that were opened without a connection. */
  resume(): void {
    for (const roomId of this.#open.keys()) this.#follow(roomId)
  }

  #follow(roomId: number): void {
    const opened = this.#open.get(roomId)
    const copy = this.#engine.room(roomId)
    if (!opened || !copy) return
    this.#drawLine(roomId, opened)
    if (!copy.room || opened.loading || !this.#engine.isConnected()) return
    opened.loading = true
    this.#engine.background(
      this.#fill(roomId, opened)
        .catch(gone)
        .finally(() => {
          opened.loading = false
        }),
    )
  }

  async #fill(roomId: number, opened: Opened): Promise<void> {
    const copy = this.#engine.room(roomId)
    if (!copy) return
    // Both or neither: of two calls that a lost connection ends, each has somebody who hears of it.
    await Promise.all([copy.membersLoaded ? undefined : this.#loadMembers(roomId), this.#begin(roomId, opened)])
  }

  async #begin(roomId: number, opened: Opened): Promise<void> {
    const copy = this.#engine.room(roomId)
    if (!copy) return
    const { timeline, lastNumber } = copy
    const begin = opened.begun ? null : (opened.target ?? opened.line?.number ?? null)
    if (!reaches(timeline, begin)) {
      const isNear = begin === null || lastNumber - begin < FIRST_PAGE / 2
      await this.#load(roomId, isNear ? {} : { around: begin }, 'newest', FIRST_PAGE)
    }
    opened.begun = true
  }

  async #loadMembers(roomId: number): Promise<void> {
    for (let left = TRIES; left > 0; left--) {
      const answer = await this.#engine.call(api.members.list, { roomId })
      const copy = this.#engine.room(roomId)
      if (!copy) return
      if (applyMembers(copy, answer)) return this.#engine.changed(roomId)
    }
  }

  async #load(roomId: number, query: Query, keep: 'oldest' | 'newest', limit = PAGE): Promise<void> {
    for (let left = TRIES; left > 0; left--) {
      const before = this.#engine.room(roomId)
      if (!before) return
      before.timeline = watchTimeline(before.timeline, before.tick)
      const page = await this.#engine.call(api.messages.list, { roomId, limit, ...query })
      const copy = this.#engine.room(roomId)
      if (!copy) return
      const merged = mergePage(copy.timeline, page, copy.lastNumber)
      if (!merged) continue
      copy.timeline = merged
      this.#engine.changed(roomId)
      if (merged.messages.length > MOST_HELD) this.#trimLater(roomId, keep)
      return
    }
  }

  /** A moment after the other end has grown: a list can keep its place through one change at a time. */
  #trimLater(roomId: number, keep: 'oldest' | 'newest'): void {
    this.#engine.after(TRIM_AFTER, () => {
      const copy = this.#engine.room(roomId)
      if (!copy || !this.#open.has(roomId)) return
      copy.timeline = trimTimeline(copy.timeline, keep, MOST_HELD)
      this.#engine.changed(roomId)
    })
  }

  #drawLine(roomId: number, opened: Opened): void {
    const copy = this.#engine.room(roomId)
    if (!copy) return
    const unread = this.#reading.unread(copy)
    if (unread === 0) opened.passed = true
    if (unread === 0 || (this.#reading.isLookedAt(roomId) && !this.#reading.isKept(roomId))) return
    const first = this.#reading.readNumber(copy) + 1
    const number = opened.line && !opened.passed ? Math.min(opened.line.number, first) : first
    const count = copy.lastNumber - number + 1
    opened.passed = false
    if (opened.line?.number === number && opened.line.count === count) return
    opened.line = { number, count }
    // Opening a room changes nothing else of it.
    this.#engine.topics.touch(`timeline:${roomId}`)
  }

  #close(roomId: number): void {
    this.#open.delete(roomId)
    const copy = this.#engine.room(roomId)
    if (copy) {
      const { timeline, tick } = copy
      copy.timeline = timeline.atEnd ? trimTimeline(timeline, 'newest', REMEMBERED) : forgetTimeline(timeline, tick)
    }
    for (const old of this.recent.slice(ROOMS_REMEMBERED)) if (!this.#open.has(old)) this.#forget(old)
    this.#engine.changed(roomId)
  }

  #forget(roomId: number): void {
    this.#recent.delete(roomId)
    const copy = this.#engine.room(roomId)
    if (!copy) return
    copy.timeline = emptyTimeline()
    copy.membersLoaded = false
    this.#engine.changed(roomId)
  }
}

function newlyOpened(target: number | null): Opened {
  return { users: 0, target, begun: false, line: null, passed: true, loading: false }
}

/** Whether the stretch holds this number, or without one the end. */
function reaches({ messages, atEnd }: Timeline, number: number | null): boolean {
  if (number !== null) return indexOf(messages, number) >= 0
  return messages.length > 0 || atEnd
}
