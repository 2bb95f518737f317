import { type KeyboardEvent, useMemo, useRef } from 'react'

/** Safari ends a conversion before it tells of the Enter that ended it; ms between the two. */
const AFTER_CONVERSION = 50

/**
 * Whether a key belongs to a conversion of the input method. The Enter that confirms it must never send: `isComposing` says
 * so in most browsers, keyCode 229 in Safari, and neither in a Safari that ends the conversion first.
 */
export function useConversion() {
  const endedAt = useRef(Number.NEGATIVE_INFINITY)
  return useMemo(
    () => ({
      onCompositionEnd: (event: React.CompositionEvent) => {
        endedAt.current = event.timeStamp
      },
      isConverting: (event: KeyboardEvent) =>
        event.nativeEvent.isComposing ||
        event.keyCode === 229 ||
        (event.key === 'Enter' && event.timeStamp - endedAt.current < AFTER_CONVERSION),
    }),
    [],
  )
}

/** Ctrl or ⌘ Enter always sends, Shift Enter never; the bare Enter as one has set it. */
export function sends(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  enterKey: 'send' | 'break',
) {
  if (event.key !== 'Enter' || event.altKey) return false
  if (event.ctrlKey || event.metaKey) return true
  return enterKey === 'send' && !event.shiftKey
}
