import type { Message } from '@naniwa/contract'
import type { OutboxEntry } from '../sync/outbox.ts'
import type { UnreadLine } from '../sync/reader.ts'
import type { TimelineView } from '../sync/timelines.ts'

/** One line of the log: a message, or one that is still on its way. */
export interface TimelineRow {
  /** The message's id: the same while it waits and when it is there. */
  readonly key: string
  readonly message: Message | null
  readonly entry: OutboxEntry | null
  /** A line with the day goes before it. */
  readonly startsDay: boolean
  /** The line where the unread begin goes before it. */
  readonly unread: UnreadLine | null
  /** Same author a moment ago: neither face nor name. */
  readonly isContinued: boolean
}

/** A pause as long as this starts anew with face and name. */
const PAUSE = 5 * 60_000

interface Before {
  accountId: number
  createdAt: number
  isPlain: boolean
}

export function rowsOf(view: TimelineView, myId: number): TimelineRow[] {
  const rows: TimelineRow[] = []
  let before: Before | null = null
  for (const message of view.messages) {
    const isPlain = message.kind === 'message'
    const startsDay = before === null || !isSameDay(before.createdAt, message.createdAt)
    const unread = view.line?.number === message.number ? view.line : null
    const isContinued: boolean = !startsDay && !unread && isPlain && follows(before, message)
    rows.push({ key: message.id, message, entry: null, startsDay, unread, isContinued })
    before = { accountId: message.accountId, createdAt: message.createdAt, isPlain }
  }
  const here = new Set(view.messages.slice(-view.entries.length - 50).map(({ id }) => id))
  for (const entry of view.entries) {
    if (here.has(entry.id)) continue
    const mine = { accountId: myId, createdAt: entry.createdAt }
    const startsDay = before === null || !isSameDay(before.createdAt, entry.createdAt)
    const isContinued = !startsDay && follows(before, mine)
    rows.push({ key: entry.id, message: null, entry, startsDay, unread: null, isContinued })
    before = { ...mine, isPlain: true }
  }
  return rows
}

function follows(before: Before | null, next: Pick<Message, 'accountId' | 'createdAt'>): boolean {
  return before?.isPlain === true && before.accountId === next.accountId && next.createdAt - before.createdAt < PAUSE
}

function isSameDay(a: number, b: number): boolean {
  return Math.abs(a - b) < 86_400_000 && new Date(a).getDate() === new Date(b).getDate()
}

/** Where a message stands among the rows; the nearest one after it when it is not there. -1 in an empty log. */
export function rowOf(rows: readonly TimelineRow[], number: number): number {
  const at = rows.findIndex((row) => row.message === null || row.message.number >= number)
  return at < 0 ? rows.length - 1 : at
}
