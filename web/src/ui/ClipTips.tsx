import { Tooltip as Base } from '@base-ui/react/tooltip'
import { useEffect, useState } from 'react'

/**
 * Shows in full what ends with … (class `clip`), for pointer and keyboard. One listener for the whole page: a long
 * list pays nothing per row.
 */
export function ClipTips() {
  const [clipped, setClipped] = useState<HTMLElement | null>(null)

  useEffect(() => {
    let timer = 0
    function look(event: Event) {
      clearTimeout(timer)
      setClipped(null)
      const found = event.target instanceof Element ? cutOff(event.target, event.type) : null
      if (found) timer = window.setTimeout(() => setClipped(found), 500)
    }
    function hide() {
      clearTimeout(timer)
      setClipped(null)
    }
    function key(event: KeyboardEvent) {
      if (event.key === 'Escape') hide()
    }
    document.addEventListener('pointerover', look)
    document.addEventListener('focusin', look)
    document.addEventListener('pointerdown', hide)
    document.addEventListener('scroll', hide, { capture: true, passive: true })
    document.addEventListener('keydown', key)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', look)
      document.removeEventListener('focusin', look)
      document.removeEventListener('pointerdown', hide)
      document.removeEventListener('scroll', hide, { capture: true })
      document.removeEventListener('keydown', key)
    }
  }, [])

  return (
    <Base.Root open={clipped !== null}>
      <Base.Portal>
        <Base.Positioner className="floater tips" anchor={clipped} side="bottom" align="start" sideOffset={4}>
          <Base.Popup className="tip" aria-hidden="true">
            {clipped?.textContent}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** The clipped text under the pointer, or inside what took focus by key. */
function cutOff(target: Element, type: string): HTMLElement | null {
  const found =
    target.closest<HTMLElement>('.clip') ??
    (type === 'focusin' && target.matches(':focus-visible') ? target.querySelector<HTMLElement>('.clip') : null)
  return found && found.scrollWidth > found.clientWidth ? found : null
}
