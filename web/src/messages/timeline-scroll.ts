import { type RefObject, type SyntheticEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { useClient } from '../live/client.ts'
import { Sitting } from '../live/sitting.ts'
import type { TimelineView } from '../sync/timelines.ts'
import { Hold, SETTLING } from './hold.ts'
import { rowOf, type TimelineRow } from './rows.ts'

/** Where one was led: by a link, a reply's reference, a saved message. */
export interface Jump {
  number: number
  /** Tells two jumps to the same message apart. */
  stamp: number
}

export interface TimelineScrollOptions {
  roomId: number
  view: TimelineView
  rows: readonly TimelineRow[]
  jump: Jump | null
}

export interface TimelineScroll {
  scroller: RefObject<HTMLDivElement | null>
  list: RefObject<VirtualizerHandle | null>
  /** Null while the end is in sight. */
  below: { lastSeen: number } | null
  toNewest: () => Promise<void>
  /** For the scroller and the list in it. */
  onScroll: () => void
  onResize: () => void
  onUserScroll: (event: SyntheticEvent) => void
}

/** This near to the end is at the end; px. */
const NEAR = 24
/** Pages are asked for this long before they are needed; px. */
const AHEAD = 1_500
/** Who has not touched the page for so long may have left it: what comes now stays unread, is pushed and mailed; ms. */
const READS_MS = 5 * 60_000
/** Opened before all was read, unread messages that come to light this soon are where one begins; ms. */
const OPENING = 4_000

/** Where the log stands, and what keeps it there: prepended history, pictures, new messages, another width. */
export function useTimelineScroll({ roomId, view, rows, jump }: TimelineScrollOptions): TimelineScroll {
  const client = useClient()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const [hold] = useState(() => new Hold())
  const [sitting] = useState(() => new Sitting(READS_MS))
  const now = useRef({ view, rows })
  now.current = { view, rows }
  const [below, setBelow] = useState<TimelineScroll['below']>(null)
  const page = usePaging(roomId)

  const measure = useCallback(() => {
    const box = scroller.current
    const { view: shown, rows: drawn } = now.current
    if (!box || drawn.length === 0) return
    const left = box.scrollHeight - box.scrollTop - box.clientHeight
    const isAtEnd = shown.atEnd && left < NEAR
    const isKept = client.reading.isKept(roomId)
    if (hold.see({ isAtEnd, isKept }, performance.now()) && isKept) client.reading.finish(roomId)
    client.reading.look(isAtEnd && sitting.isThere ? roomId : null)
    const isNear = isAtEnd || (left < box.clientHeight / 2 && shown.atEnd)
    const next = isNear ? null : { lastSeen: lastSeen(list.current, drawn) }
    setBelow((before) => (before?.lastSeen === next?.lastSeen ? before : next))
    page(box.scrollTop, left, shown)
  }, [client, roomId, hold, sitting, page])

  const toEnd = useCallback(() => {
    list.current?.scrollToIndex(now.current.rows.length - 1, { align: 'end' })
  }, [])

  const isNew = useBeginning(view, jump, hold)
  // Begins at the place one was led to, at the first unread message, or at the end.
  useLayoutEffect(() => {
    if (rows.length === 0) return
    if (isNew()) {
      hold.begin(jump || view.line ? 'elsewhere' : 'end', performance.now())
      if (jump) list.current?.scrollToIndex(rowOf(rows, jump.number), { align: 'center' })
      else if (view.line) list.current?.scrollToIndex(rowOf(rows, view.line.number), { align: 'start', offset: -56 })
    }
    if (hold.isHeld) toEnd()
    measure()
  }, [rows, view, jump, hold, isNew, measure, toEnd])

  useEffect(() => {
    const settled = setTimeout(measure, SETTLING + 50)
    const stopWatching = sitting.watch(measure)
    return () => {
      clearTimeout(settled)
      stopWatching()
      client.reading.look(null)
    }
  }, [client, sitting, measure])

  const onUserScroll = useCallback(
    (event: SyntheticEvent) => {
      // Menus and pickers of a message lie elsewhere on the page; only React thinks they are in here.
      if (!scroller.current?.contains(event.target as Node)) return
      hold.push(performance.now())
      // At the end already there is nothing left to scroll, so no scroll follows the wish to.
      const wantsOn = hold.wasAtEnd && isOnward(event.nativeEvent)
      if (wantsOn && client.reading.isKept(roomId)) client.reading.finish(roomId)
    },
    [client, roomId, hold],
  )

  const onScroll = useCallback(() => {
    hold.move(performance.now())
    measure()
  }, [hold, measure])

  const onResize = useCallback(() => {
    if (hold.isHeld) toEnd()
    measure()
  }, [hold, measure, toEnd])

  const toNewest = useCallback(async () => {
    client.reading.finish(roomId)
    await client.reader.newest(roomId).catch(() => {})
    hold.hold()
    requestAnimationFrame(toEnd)
  }, [client, roomId, hold, toEnd])

  return { scroller, list, below, toNewest, onScroll, onResize, onUserScroll }
}

/** Whether the log begins anew: with other messages, at another place one is led to, or where the unread turned out to begin. */
function useBeginning({ stretch, line }: TimelineView, jump: Jump | null, hold: Hold): () => boolean {
  const { kind } = useClient().status
  const begun = useRef({ stretch: -1, stamp: 0, hasLine: false })
  const [until] = useState(() => (kind === 'live' ? 0 : performance.now() + OPENING))
  useEffect(() => {
    // Put in place once more, it begins once more.
    return () => {
      begun.current.stretch = -1
    }
  }, [])
  const stamp = jump?.stamp ?? 0
  const hasLine = line !== null
  return useCallback(() => {
    const { current: its } = begun
    const isLate = !its.hasLine && hasLine && performance.now() < until && hold.isUntouched
    if (its.stretch === stretch && its.stamp === stamp && !isLate) return false
    begun.current = { stretch, stamp, hasLine }
    return true
  }, [stretch, stamp, hasLine, until, hold])
}

/** Reads on at either end before it is in sight, a page at a time. */
function usePaging(roomId: number): (top: number, left: number, view: TimelineView) => void {
  const { reader } = useClient()
  const isLoading = useRef(false)
  return useCallback(
    (top, left, { messages, atEnd }) => {
      if (isLoading.current) return
      const hasOlder = (messages[0]?.number ?? 1) > 1
      const hasNewer = !atEnd && messages.length > 0
      const page =
        top < AHEAD && hasOlder ? reader.older(roomId) : left < AHEAD && hasNewer ? reader.newer(roomId) : null
      if (!page) return
      isLoading.current = true
      page
        .catch(() => {})
        .finally(() => {
          isLoading.current = false
        })
    },
    [reader, roomId],
  )
}

/** A push towards the end. */
function isOnward(event: Event): boolean {
  if (event instanceof WheelEvent) return event.deltaY > 0
  if (event instanceof KeyboardEvent) return ['End', 'PageDown', ' '].includes(event.key)
  return event.type === 'touchmove'
}

/** Number of the last message that is in sight. */
function lastSeen(list: VirtualizerHandle | null, rows: readonly TimelineRow[]): number {
  if (!list) return 0
  const index = list.findItemIndex(list.scrollOffset + list.viewportSize)
  return rows[Math.min(index, rows.length - 1)]?.message?.number ?? 0
}
