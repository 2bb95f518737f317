import { useEffect, useRef } from 'react'
import type { FinalFocus } from '../ui/Dialog.tsx'

/** What every dialog is given: it is open, or fading; and how to close it. */
export interface Shown {
  open: boolean
  onOpenChange: () => void
  finalFocus?: FinalFocus
}

/** After a dialog that has led to a room one goes on there; after any other, where one was. */
export function useGoingOn(isOpen: boolean): FinalFocus {
  const from = useRef(location.pathname)
  useEffect(() => {
    if (isOpen) from.current = location.pathname
  }, [isOpen])
  return (by) => {
    const isElsewhere = location.pathname !== from.current
    // By touch, no keyboard is called up.
    return isElsewhere && by !== 'touch' ? (writing() ?? true) : true
  }
}

function writing(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.composer .draft') ?? document.querySelector<HTMLElement>('[role="log"]')
}
