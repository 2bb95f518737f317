import { useState } from 'react'
import { narrow } from '../ui/media.ts'

const KEY = 'naniwa.pane'
const ROOMS_KEPT = 200

/** Rooms whose side pane was closed by hand, newest last. */
function closed(): number[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as number[]
  } catch {
    return []
  }
}

/** Whether the side pane is open: remembered per room on a wide screen, closed at first on a narrow one. */
export function usePaneOpen(roomId: number): [boolean, (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(() => !matchMedia(narrow).matches && !closed().includes(roomId))
  function change(next: boolean): void {
    setOpen(next)
    if (matchMedia(narrow).matches) return
    const others = closed().filter((id) => id !== roomId)
    try {
      localStorage.setItem(KEY, JSON.stringify(next ? others : [...others, roomId].slice(-ROOMS_KEPT)))
    } catch {
      // Storage may be forbidden: the choice then lasts for this visit.
    }
  }
  return [isOpen, change]
}
