import { can } from '@naniwa/contract'
import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react'
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
  const { me, room, reply, quote, edit } = useDesk()
  const { markUnread } = useMessageVerbs()
  const [focused, setFocused] = useState<string | null>(null)

  const focusRow = useCallback(
    (index: number) => {
      const row = rows[Math.min(Math.max(index, 0), rows.length - 1)]
      if (!row) return
      setFocused(row.key)
      list.current?.scrollToIndex(rows.indexOf(row), { align: 'nearest' })
      // Drawn by then, and measured.
      requestAnimationFrame(() => requestAnimationFrame(() => messageElement(scroller.current, row.key)?.focus()))
    },
    [list, rows, scroller],
  )

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const target = event.target as HTMLElement
    if (event.nativeEvent.isComposing || event.defaultPrevented || /^(INPUT|TEXTAREA)$/.test(target.tagName)) return
    const key = target.closest<HTMLElement>('[data-message]')?.dataset.message
    const at = rows.findIndex((row) => row.key === key)
    if (event.key === 'Escape') return act(event, onEscape)
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const isOnRow = target.dataset.message !== undefined || target === scroller.current
    const to = isOnRow
      ? moved(event.key, at, rows.length, me.settings.singleKeys, lastInSight(list.current, rows.length))
      : undefined
    if (to !== undefined) return act(event, () => focusRow(to))
    const message = rows[at]?.message
    if (!message || message.deleted || message.kind === 'system' || !me.settings.singleKeys) return
    const verbs: Record<string, (() => void) | false> = {
      r: can.post(room) && (() => reply(message)),
      q: can.post(room) && (() => quote(message)),
      e: can.edit(room, message, me.accountId) && (() => edit(message)),
      u: () => markUnread(message),
      '+': can.react(room) && (() => setPanel(message.id, 'reactions')),
      m: () => setPanel(message.id, 'menu'),
    }
    const verb = verbs[event.key.toLowerCase()]
    if (verb) act(event, verb)
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

function moved(key: string, at: number, count: number, singleKeys: boolean, lastShown: number): number | undefined {
  const from = at < 0 ? lastShown + 1 : at
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

function act(event: KeyboardEvent, run: () => void): void {
  event.preventDefault()
  run()
}
