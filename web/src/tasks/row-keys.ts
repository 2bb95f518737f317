import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import { useMe } from '../live/client.ts'

/**
 * One stop of the Tab key for a whole list of tasks; arrows, J and K, Home and End go from row to row, the space bar ticks the
 * row's circle.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>) {
  const singleKeys = useMe()?.settings.singleKeys ?? true

  // Rows come and go by themselves, so the stop is set where it stands after each drawing.
  useEffect(() => {
    const rows = rowsIn(list.current)
    const focused = rows.find((row) => row === document.activeElement)
    const stop = focused ?? rows.find((row) => row.ariaCurrent === 'true') ?? rows[0]
    for (const row of rows) row.tabIndex = row === stop ? 0 : -1
  })

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const rows = rowsIn(list.current)
    const at = rows.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    if (event.key === ' ') {
      event.preventDefault()
      rows[at]?.closest('li')?.querySelector<HTMLElement>('.check input')?.click()
      return
    }
    const letters: Record<string, number> = singleKeys ? { j: at + 1, k: at - 1 } : {}
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }
    const to = { ...steps, ...letters }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const row = rows[Math.min(Math.max(to, 0), rows.length - 1)]
    for (const other of rows) other.tabIndex = other === row ? 0 : -1
    row?.focus()
  }

  return { onKeyDown }
}

function rowsIn(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-task]') ?? [])]
}
