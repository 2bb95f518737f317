import type { Member, Message } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Outbox, OutboxEntry } from './outbox.ts'
import type { Reader, UnreadLine } from './reader.ts'

/** What a timeline shows. The same object as long as nothing in it has changed. */
export interface TimelineView {
  readonly messages: readonly Message[]
  readonly atEnd: boolean
  /** Typed here and not yet among the messages. */
  readonly entries: readonly OutboxEntry[]
  readonly line: UnreadLine | null
}

const nobody: ReadonlyMap<number, Member> = new Map()

/** Timelines and members as views. */
export class Timelines {
  readonly #engine: Engine
  readonly #outbox: Outbox
  readonly #reader: Reader
  readonly #views = new Map<number, { from: readonly unknown[]; view: TimelineView }>()
  readonly #members = new Map<number, { stamp: number; members: ReadonlyMap<number, Member> }>()

  constructor(engine: Engine, parts: { outbox: Outbox; reader: Reader }) {
    this.#engine = engine
    this.#outbox = parts.outbox
    this.#reader = parts.reader
  }

  get(roomId: number): TimelineView | null {
    const copy = this.#engine.room(roomId)
    if (!copy) return null
    const { messages, atEnd } = copy.timeline
    const entries = this.#outbox.entries(roomId)
    const line = this.#reader.line(roomId)
    const from = [messages, atEnd, entries, line]
    const kept = this.#views.get(roomId)
    if (kept?.from.every((part, index) => part === from[index])) return kept.view
    const view = { messages, atEnd, entries, line }
    this.#views.set(roomId, { from, view })
    return view
  }

  /** Those who are or were in the room, as far as they are known. A new map only when one of them has changed. */
  members(roomId: number): ReadonlyMap<number, Member> {
    const members = this.#engine.room(roomId)?.members
    if (!members) return nobody
    let newest = 0
    for (const { tick } of members.values()) newest = Math.max(newest, tick)
    const stamp = members.size * 2 ** 32 + newest
    const kept = this.#members.get(roomId)
    if (kept?.stamp === stamp) return kept.members
    const copy = new Map(members)
    this.#members.set(roomId, { stamp, members: copy })
    return copy
  }
}
