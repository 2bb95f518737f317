import type { Message } from './message.ts'

/**
 * The stretch of a room's messages that a client holds: consecutive numbers, ascending. Changes to messages outside it
 * are remembered for a while, because a page that was read before them may arrive after them.
 */
export interface Timeline {
  readonly messages: readonly Message[]
  /** The stretch reaches the newest message: new ones are appended. */
  readonly atEnd: boolean
  /** Somebody reads this room, or is about to: changes are remembered. */
  readonly watched: boolean
  /** The last changes heard, newest row per message id. */
  readonly recent: ReadonlyMap<string, Message>
  /** Every change after this clock is in `recent`. */
  readonly recentSince: number
}

const RECENT = 500

export function emptyTimeline(): Timeline {
  return { messages: [], atEnd: false, watched: false, recent: new Map(), recentSince: 0 }
}

/** To be called before the first page is asked for, with the room clock applied so far. */
export function watchTimeline(timeline: Timeline, tick: number): Timeline {
  return timeline.watched ? timeline : { ...timeline, watched: true, recentSince: tick }
}

/** Lets go of all messages, to be read anew. */
export function forgetTimeline(timeline: Timeline, tick: number): Timeline {
  return { ...emptyTimeline(), watched: timeline.watched, recentSince: tick }
}

/** Merges one heard or asked-for change. The newer row by clock stays. */
export function mergeMessage(timeline: Timeline, message: Message): Timeline {
  if (!timeline.watched) return timeline
  return { ...timeline, ...remember(timeline, message), messages: placed(timeline, message) }
}

function placed({ messages, atEnd }: Timeline, message: Message): readonly Message[] {
  const index = indexOf(messages, message.number)
  const held = messages[index]
  if (held) return held.tick >= message.tick ? messages : messages.with(index, message)
  const last = messages.at(-1)
  // Between two rows of one catch-up there may be a hole for a moment: rows come by clock, not by number.
  if (!atEnd || (last && message.number < (messages[0]?.number ?? 0))) return messages
  const at = messages.findLastIndex((other) => other.number < message.number) + 1
  return messages.toSpliced(at, 0, message)
}

function remember(timeline: Timeline, message: Message): Pick<Timeline, 'recent' | 'recentSince'> {
  const recent = new Map(timeline.recent)
  const known = recent.get(message.id)
  if (known && known.tick >= message.tick) return timeline
  recent.delete(message.id)
  recent.set(message.id, message)
  let { recentSince } = timeline
  for (const [id, row] of recent) {
    if (recent.size <= RECENT) break
    recent.delete(id)
    recentSince = Math.max(recentSince, row.tick)
  }
  return { recent, recentSince }
}

/**
 * After changes were merged: goes on with messages that follow the stretch, which need not have come in the order of their
 * numbers, and may have found the end.
 */
export function reachOn(timeline: Timeline, changed: readonly Message[], lastNumber: number): Timeline {
  const next = (timeline.messages.at(-1)?.number ?? Number.NaN) + 1
  if (timeline.atEnd || !changed.some(({ number }) => number === next)) return timeline
  const messages = followed(timeline.messages, timeline.recent)
  return { ...timeline, messages, atEnd: (messages.at(-1)?.number ?? 0) >= lastNumber }
}

/** Place of a number in the stretch, or -1. */
export function indexOf(messages: readonly Message[], number: number): number {
  const first = messages[0]?.number
  if (first === undefined || number < first) return -1
  const guess = number - first
  if (messages[guess]?.number === number) return guess
  return messages.findIndex((message) => message.number === number)
}

export interface Page {
  /** Room clock at which the rows were read. */
  readonly tick: number
  readonly messages: readonly Message[]
}

/**
 * Takes a page of `messages.list`. One that touches the stretch extends it, any other replaces it. Null: the page is
 * older than what `recent` remembers; ask again.
 */
export function mergePage(timeline: Timeline, page: Page, lastNumber: number): Timeline | null {
  if (page.tick < timeline.recentSince) return null
  const rows = page.messages.map((row) => newer(row, timeline.recent.get(row.id)))
  const first = rows[0]?.number ?? 0
  const last = rows.at(-1)?.number ?? 0
  const from = timeline.messages[0]?.number ?? 0
  const to = timeline.messages.at(-1)?.number ?? 0
  const touches = timeline.messages.length > 0 && rows.length > 0 && first <= to + 1 && last >= from - 1
  if (rows.length === 0 && timeline.messages.length > 0) return timeline
  const messages = followed(touches ? union(timeline.messages, rows) : rows, timeline.recent)
  const end = messages.at(-1)?.number ?? 0
  return { ...timeline, messages, atEnd: end >= lastNumber }
}

/** What was sent while the page was on its way comes after it, if nothing is missing in between. */
function followed(messages: readonly Message[], recent: Timeline['recent']): readonly Message[] {
  const byNumber = new Map([...recent.values()].map((row) => [row.number, row]))
  const after: Message[] = []
  let next = byNumber.get((messages.at(-1)?.number ?? 0) + 1)
  while (next) {
    after.push(next)
    next = byNumber.get(next.number + 1)
  }
  return after.length === 0 ? messages : [...messages, ...after]
}

function newer(row: Message, heard: Message | undefined): Message {
  return heard && heard.tick > row.tick ? heard : row
}

function union(held: readonly Message[], rows: readonly Message[]): Message[] {
  const byNumber = new Map<number, Message>()
  for (const row of [...held, ...rows]) byNumber.set(row.number, newer(row, byNumber.get(row.number)))
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}

/** Keeps the `count` messages at one end of the stretch, so that a long scroll does not grow without bound. */
export function trimTimeline(timeline: Timeline, keep: 'oldest' | 'newest', count: number): Timeline {
  if (timeline.messages.length <= count) return timeline
  return keep === 'newest'
    ? { ...timeline, messages: timeline.messages.slice(-count) }
    : { ...timeline, messages: timeline.messages.slice(0, count), atEnd: false }
}
