import type { Member, Message } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Outbox, OutboxEntry } from './outbox.ts'
import type { Reader, UnreadLine } from './reader.ts'
import type { Upload } from './upload-rows.ts'
import type { Uploads } from './uploads.ts'

/** What a timeline shows. The same object as long as nothing in it has changed. */
export interface TimelineView {
  readonly messages: readonly Message[]
  readonly atEnd: boolean
  /** Typed here and not yet among the messages. */
  readonly entries: readonly OutboxEntry[]
  readonly line: UnreadLine | null
  /** Another number when the messages are another stretch, so that a list starts anew. */
  readonly stretch: number
  /** Compared with the view before, messages were added or taken away at the start. */
  readonly startMoved: boolean
}

const nobody: ReadonlyMap<number, Member> = new Map()

/** Timelines and members as views. */
export class Timelines {
  readonly #engine: Engine
  readonly #outbox: Outbox
  readonly #reader: Reader
  readonly #uploads: Uploads
  readonly #uploadEntries = new WeakMap<Upload, OutboxEntry>()
  readonly #views = new Map<number, { from: readonly unknown[]; view: TimelineView }>()
  readonly #members = new Map<number, { stamp: number; members: ReadonlyMap<number, Member> }>()

  constructor(engine: Engine, parts: { outbox: Outbox; reader: Reader; uploads: Uploads }) {
    this.#engine = engine
    this.#outbox = parts.outbox
    this.#reader = parts.reader
    this.#uploads = parts.uploads
  }

  get(roomId: number): TimelineView | null {
    const copy = this.#engine.room(roomId)
    if (!copy) return null
    const { messages, atEnd } = copy.timeline
    const typed = this.#outbox.entries(roomId)
    const files = this.#uploads.sending(roomId)
    const line = this.#reader.line(roomId)
    const from = [messages, atEnd, typed, line, ...files]
    const kept = this.#views.get(roomId)
    if (kept?.from.length === from.length && kept.from.every((part, index) => part === from[index])) return kept.view
    const entries = files.length === 0 ? typed : this.#merged(typed, files)
    const view = { messages, atEnd, entries, line, ...movement(kept?.view, messages) }
    this.#views.set(roomId, { from, view })
    return view
  }

  #merged(typed: readonly OutboxEntry[], files: readonly Upload[]): OutboxEntry[] {
    return [...typed, ...files.map((file) => this.#entryOf(file))].sort((a, b) => a.createdAt - b.createdAt)
  }

  #entryOf(upload: Upload): OutboxEntry {
    const { id, roomId, body, createdAt } = upload
    const state = upload.state === 'failed' ? 'failed' : 'sending'
    const entry = this.#uploadEntries.get(upload) ?? { id, roomId, body, createdAt, state, upload }
    this.#uploadEntries.set(upload, entry)
    return entry
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

function movement(
  before: TimelineView | undefined,
  messages: readonly Message[],
): Pick<TimelineView, 'stretch' | 'startMoved'> {
  if (!before) return { stretch: 0, startMoved: false }
  if (before.messages === messages) return { stretch: before.stretch, startMoved: false }
  const [from, to] = [messages[0]?.number ?? 0, messages.at(-1)?.number ?? 0]
  const [wasFrom, wasTo] = [before.messages[0]?.number ?? 0, before.messages.at(-1)?.number ?? 0]
  const touches = before.messages.length > 0 && from <= wasTo + 1 && to >= wasFrom - 1
  return touches
    ? { stretch: before.stretch, startMoved: from !== wasFrom }
    : { stretch: before.stretch + 1, startMoved: false }
}
