import { can, type Message } from '@naniwa/contract'
import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { useDesk } from './desk.ts'
import { setPanel } from './hot.ts'
import { useMessageVerbs } from './message-verbs.ts'
import type { TimelineRow } from './rows.ts'

export interface TimelineKeysOptions {
  list: RefObject<VirtualizerHandle | null>
  scroller: RefObject<HTMLDivElement | null>
  rows: readonly TimelineRow[]
  /** Marks everything read and goes back to writing. */
  onEscape: () => void
}

/** Message by message with the arrows or J and K; a letter does something with the one that has focus. */
export function useTimelineKeys({ list, scroller, rows, onEscape }: TimelineKeysOptions) {
  const { me, room, reply, quote, edit, deeds } = useDesk()
  const { markUnread } = useMessageVerbs()
  const [focused, setFocused] = useState<string | null>(null)

  const focusRow = useCallback(
    (index: number) => {
      const row = rows[Math.min(Math.max(index, 0), rows.length - 1)]
      if (!row) return
      setFocused(row.key)
      list.current?.scrollToIndex(rows.indexOf(row), { align: 'nearest' })
      // At once where that is possible: the next key may come before the next frame.
      const drawn = messageElement(scroller.current, row.key)
      if (drawn) return drawn.focus({ preventScroll: true })
      // Drawn by then, and measured.
      requestAnimationFrame(() => requestAnimationFrame(() => messageElement(scroller.current, row.key)?.focus()))
    },
    [list, rows, scroller],
  )

  // A message that arrived is drawn anew in the place of what was on its way, and the focus falls with the old one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever there are new rows
  useLayoutEffect(() => {
    if (focused === null || document.activeElement !== document.body) return
    messageElement(scroller.current, focused)?.focus({ preventScroll: true })
  }, [rows])

  function deedOf(event: KeyboardEvent<HTMLElement>): (() => void) | undefined {
    const target = event.target as HTMLElement
    if (event.nativeEvent.isComposing || event.defaultPrevented || /^(INPUT|TEXTAREA)$/.test(target.tagName)) return
    if (event.key === 'Escape') return onEscape
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const key = target.closest<HTMLElement>('[data-message]')?.dataset.message
    const at = rows.findIndex((row) => row.key === key)
    if (target.dataset.message !== undefined || target === scroller.current) {
      const from = at < 0 ? lastInSight(list.current, rows.length) + 1 : at
      const to = moved(event.key, from, rows.length, me.settings.singleKeys)
      if (to !== undefined) return () => focusRow(to)
    }
    const message = rows[at]?.message
    return message && me.settings.singleKeys ? verbOf(event.key.toLowerCase(), message) : undefined
  }

  function verbOf(key: string, message: Message): (() => void) | undefined {
    if (message.deleted || message.kind === 'system') return undefined
    const isMine = can.edit(room, message, me.accountId)
    if (key === 'r' && can.post(room)) return () => reply(message)
    if (key === 'q' && can.post(room)) return () => quote(message)
    if (key === 'e' && isMine) return () => edit(message)
    if (key === 'u') return () => markUnread(message)
    if (key === '+' && can.react(room)) return () => setPanel(message.id, 'reactions')
    const deed = deeds.find((one) => one.key.toLowerCase() === key)
    if (deed && can.post(room)) return () => deed.run(message)
    return key === 'm' ? () => setPanel(message.id, 'menu') : undefined
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const deed = deedOf(event)
    if (!deed) return
    event.preventDefault()
    deed()
  }

  const keptAt = focused === null ? -1 : rows.findIndex((row) => row.key === focused)
  return {
    onKeyDown,
    onBlur: (event: React.FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setFocused(null)
    },
    /** The row with focus stays drawn when it is scrolled out of sight. */
    keepMounted: keptAt < 0 ? undefined : [keptAt],
    focusRow,
  }
}

function moved(key: string, from: number, count: number, singleKeys: boolean): number | undefined {
  const letters: Record<string, number> = singleKeys ? { j: from + 1, k: from - 1 } : {}
  const moves: Record<string, number> = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: count - 1, ...letters }
  return moves[key]
}

function lastInSight(list: VirtualizerHandle | null, count: number): number {
  if (!list) return count - 1
  return Math.min(list.findItemIndex(list.scrollOffset + list.viewportSize - 8), count - 1)
}

function messageElement(scroller: HTMLElement | null, key: string): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-message="${key}"]`) ?? null
}
