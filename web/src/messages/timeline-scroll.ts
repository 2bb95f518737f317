import { type RefObject, type SyntheticEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { useClient } from '../live/client.ts'
import type { TimelineView } from '../sync/timelines.ts'
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
/** What the first rows measure moves them; until then the end that is in sight may not be the end. */
const SETTLING = 400
/** A push of the wheel goes on for a while; ms between two of its scroll events. */
const MOMENTUM = 200
/** Opened before all was read, unread messages that come to light this soon are where one begins; ms. */
const OPENING = 4_000

interface State {
  /** The end stays in sight as messages come. */
  sticks: boolean
  userUntil: number
  settledAt: number
  beginsUntil: number
  stretch: number
  jump: number
  line: number | null
  isLoading: boolean
  wasAtEnd: boolean
  /** Marked unread by hand. */
  wasKept: boolean
}

/** Where the log stands, and what keeps it there: prepended history, pictures, new messages, another width. */
export function useTimelineScroll({ roomId, view, rows, jump }: TimelineScrollOptions): TimelineScroll {
  const client = useClient()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const state = useRef<State>(newState(client.status.kind === 'live'))
  const now = useRef({ view, rows, jump })
  now.current = { view, rows, jump }
  const [below, setBelow] = useState<{ lastSeen: number } | null>(null)

  const measure = useCallback(() => {
    const box = scroller.current
    const { current: its } = state
    const { view: shown, rows: drawn } = now.current
    if (!box || drawn.length === 0) return
    const left = box.scrollHeight - box.scrollTop - box.clientHeight
    const isAtEnd = shown.atEnd && left < NEAR
    const isKept = client.reading.isKept(roomId)
    // The press that marked it unread is no wish to read on, though the line that appears moves the end.
    if (isKept && !its.wasKept) its.userUntil = 0
    its.wasKept = isKept
    const isByUser = performance.now() < its.userUntil
    if (isAtEnd && (isByUser || performance.now() > its.settledAt)) its.sticks = true
    else if (!isAtEnd && isByUser) its.sticks = false
    if (isAtEnd && isByUser && !its.wasAtEnd && isKept) client.reading.finish(roomId)
    its.wasAtEnd = isAtEnd
    const isThere = document.visibilityState === 'visible' && document.hasFocus()
    client.reading.look(isAtEnd && isThere ? roomId : null)
    setBelow((before) => {
      const next =
        isAtEnd || (left < box.clientHeight / 2 && shown.atEnd) ? null : { lastSeen: lastSeen(list.current, drawn) }
      return before?.lastSeen === next?.lastSeen ? before : next
    })
    if (its.isLoading) return
    const work = wantsOlder(box, shown)
      ? client.reader.older(roomId)
      : wantsNewer(left, shown)
        ? client.reader.newer(roomId)
        : null
    if (!work) return
    its.isLoading = true
    work
      .catch(() => {})
      .finally(() => {
        its.isLoading = false
      })
  }, [client, roomId])

  const toEnd = useCallback(() => {
    list.current?.scrollToIndex(now.current.rows.length - 1, { align: 'end' })
  }, [])

  // Begins at the place one was led to, at the first unread message, or at the end.
  useLayoutEffect(() => {
    const { current: its } = state
    if (rows.length === 0) return
    const isLate = its.line === null && view.line !== null && performance.now() < its.beginsUntil
    const isNew = its.stretch !== view.stretch || its.jump !== (jump?.stamp ?? 0) || (isLate && its.userUntil === 0)
    if (isNew) {
      its.stretch = view.stretch
      its.jump = jump?.stamp ?? 0
      its.line = view.line?.number ?? null
      its.settledAt = performance.now() + SETTLING
      its.sticks = false
      if (jump) list.current?.scrollToIndex(rowOf(rows, jump.number), { align: 'center' })
      else if (view.line) list.current?.scrollToIndex(rowOf(rows, view.line.number), { align: 'start', offset: -56 })
      else its.sticks = true
    }
    if (its.sticks) toEnd()
    measure()
  }, [rows, view, jump, measure, toEnd])

  useEffect(() => {
    const its = state.current
    const settled = setTimeout(measure, SETTLING + 50)
    const events = ['focus', 'blur'] as const
    for (const event of events) addEventListener(event, measure)
    document.addEventListener('visibilitychange', measure)
    return () => {
      clearTimeout(settled)
      for (const event of events) removeEventListener(event, measure)
      document.removeEventListener('visibilitychange', measure)
      client.reading.look(null)
      its.stretch = -1
    }
  }, [client, measure])

  const onUserScroll = useCallback(
    (event: SyntheticEvent) => {
      // Menus and pickers of a message lie elsewhere on the page; only React thinks they are in here.
      if (!scroller.current?.contains(event.target as Node)) return
      const { current: its } = state
      its.userUntil = performance.now() + MOMENTUM
      // At the end already there is nothing left to scroll, so no scroll follows the wish to.
      const wantsOn = its.wasAtEnd && isOnward(event.nativeEvent)
      if (wantsOn && client.reading.isKept(roomId)) client.reading.finish(roomId)
    },
    [client, roomId],
  )

  const onScroll = useCallback(() => {
    const { current: its } = state
    const at = performance.now()
    if (at < its.userUntil) its.userUntil = at + MOMENTUM
    measure()
  }, [measure])

  const onResize = useCallback(() => {
    if (state.current.sticks) toEnd()
    measure()
  }, [measure, toEnd])

  const toNewest = useCallback(async () => {
    client.reading.finish(roomId)
    await client.reader.newest(roomId).catch(() => {})
    state.current.sticks = true
    requestAnimationFrame(toEnd)
  }, [client, roomId, toEnd])

  return { scroller, list, below, toNewest, onScroll, onResize, onUserScroll }
}

/** A push towards the end. */
function isOnward(event: Event): boolean {
  if (event instanceof WheelEvent) return event.deltaY > 0
  if (event instanceof KeyboardEvent) return ['End', 'PageDown', ' '].includes(event.key)
  return event.type === 'touchmove'
}

function newState(isLevel: boolean): State {
  return {
    sticks: false,
    userUntil: 0,
    settledAt: 0,
    beginsUntil: isLevel ? 0 : performance.now() + OPENING,
    stretch: -1,
    jump: 0,
    line: null,
    isLoading: false,
    wasAtEnd: true,
    wasKept: false,
  }
}

function wantsOlder(box: HTMLElement, { messages }: TimelineView): boolean {
  return box.scrollTop < AHEAD && (messages[0]?.number ?? 1) > 1
}

function wantsNewer(left: number, { messages, atEnd }: TimelineView): boolean {
  return left < AHEAD && !atEnd && messages.length > 0
}

/** Number of the last message that is in sight. */
function lastSeen(list: VirtualizerHandle | null, rows: readonly TimelineRow[]): number {
  if (!list) return 0
  const index = list.findItemIndex(list.scrollOffset + list.viewportSize)
  return rows[Math.min(index, rows.length - 1)]?.message?.number ?? 0
}
