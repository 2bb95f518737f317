import { useEffect, useRef } from 'react'
import { phone, useMedia } from './media.ts'

let last = 0
/** A step back that was asked for and is not made yet. */
let stepping: Promise<void> | null = null
/** A browser that makes none must not hold up the page for ever; ms. */
const PATIENCE = 500

/** Runs this once no step back is under way, which would take it back, too. */
export function afterBack(run: () => void): void {
  if (stepping) void stepping.then(() => afterBack(run))
  else run()
}

function stepBack(): void {
  const { promise, resolve } = Promise.withResolvers<void>()
  stepping = promise.then(() => {
    stepping = null
  })
  addEventListener('popstate', () => resolve(), { once: true })
  setTimeout(resolve, PATIENCE)
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
    let isOver = false
    const isHere = () => (history.state as { covers?: number } | null)?.covers === mark
    const onPop = () => {
      // Something above this one went: its turn has not come.
      if (!isHere()) back.current()
    }
    afterBack(() => {
      if (isOver) return
      history.pushState({ covers: mark }, '')
      addEventListener('popstate', onPop)
    })
    return () => {
      isOver = true
      removeEventListener('popstate', onPop)
      // Closed in another way: its step back goes, too, unless one has gone on from there.
      setTimeout(() => {
        afterBack(() => {
          if (isHere()) stepBack()
        })
      })
    }
  }, [isCovering])
}
