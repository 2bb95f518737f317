import { useEffect, useRef } from 'react'
import { phone, useMedia } from './media.ts'

let last = 0
/** A step back was asked for and is not made yet. */
let isStepping = false

/** Runs this once no step back is under way, which would take it back, too. */
export function afterBack(run: () => void): void {
  if (isStepping) addEventListener('popstate', run, { once: true })
  else run()
}

function stepBack(): void {
  isStepping = true
  addEventListener('popstate', () => (isStepping = false), { once: true })
  history.back()
}

/** While something covers the screen of a phone, Back closes it instead of leaving the page below it. */
export function useBack(isOpen: boolean, onBack: () => void): void {
  const isCovering = useMedia(phone) && isOpen
  const back = useRef(onBack)
  back.current = onBack
  useEffect(() => {
    if (!isCovering) return
    last += 1
    const mark = last
    const isHere = () => (history.state as { covers?: number } | null)?.covers === mark
    history.pushState({ covers: mark }, '')
    const onPop = () => {
      // Something above this one went: its turn has not come.
      if (!isHere()) back.current()
    }
    addEventListener('popstate', onPop)
    return () => {
      removeEventListener('popstate', onPop)
      // Closed in another way: its step back goes, too, unless one has gone on from there.
      setTimeout(() => {
        if (isHere()) stepBack()
      })
    }
  }, [isCovering])
}
