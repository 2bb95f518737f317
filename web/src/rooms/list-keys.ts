import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import { useMe } from '../live/client.ts'

const stops = '.roomrow[data-room], .prow[data-room], .cat'

/** One stop of the Tab key for the whole list; arrows, J and K, Home and End go from row to row. */
export function useListKeys(list: RefObject<HTMLElement | null>, current: number | null) {
  const singleKeys = useMe()?.settings.singleKeys ?? true

  // Rows come and go by themselves, so the stop is set where it stands after each drawing.
  useEffect(() => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(stops) ?? [])]
    const focused = rows.find((row) => row === document.activeElement)
    const stop = focused ?? rows.find((row) => row.dataset.room === String(current)) ?? rows[0]
    for (const row of rows) row.tabIndex = row === stop ? 0 : -1
  })

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(stops) ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    const letters: Record<string, number> = singleKeys ? { j: at + 1, k: at - 1 } : {}
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
      ...letters,
    }
    const to = moves[event.key]
    if (to === undefined) return
    event.preventDefault()
    const row = rows[Math.min(Math.max(to, 0), rows.length - 1)]
    for (const other of rows) other.tabIndex = other === row ? 0 : -1
    row?.focus()
  }

  return { onKeyDown }
}
