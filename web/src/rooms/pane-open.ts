import { useCallback, useEffect, useState } from 'react'
import { useBack } from '../ui/back.ts'
import { narrow, useMedia } from '../ui/media.ts'

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

function keep(roomId: number, isOpen: boolean): void {
  const others = closed().filter((id) => id !== roomId)
  try {
    localStorage.setItem(KEY, JSON.stringify(isOpen ? others : [...others, roomId].slice(-ROOMS_KEPT)))
  } catch {
    // Storage may be forbidden: the choice then lasts for this visit.
  }
}

/** Whether the side pane is open: remembered per room where it stands beside the page, closed at first where it covers it. */
export function usePaneOpen(roomId: number): [boolean, (isOpen: boolean) => void] {
  const isOver = useMedia(narrow)
  const [isBeside, setBeside] = useState(() => !closed().includes(roomId))
  const [isCovering, setCovering] = useState(false)
  useEffect(() => {
    if (!isOver) setCovering(false)
  }, [isOver])
  useBack(isOver && isCovering, () => setCovering(false))
  const change = useCallback(
    (isOpen: boolean) => {
      if (isOver) return setCovering(isOpen)
      setBeside(isOpen)
      keep(roomId, isOpen)
    },
    [isOver, roomId],
  )
  return [isOver ? isCovering : isBeside, change]
}
