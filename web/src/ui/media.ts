import { useCallback, useSyncExternalStore } from 'react'

export const phone = '(max-width: 767px)'
export const narrow = '(max-width: 1180px)'

/** The width of the page in px, as it is. */
export function usePageWidth(): number {
  return useSyncExternalStore(subscribeToSize, () => innerWidth)
}

function subscribeToSize(listener: () => void): () => void {
  addEventListener('resize', listener)
  return () => removeEventListener('resize', listener)
}

/** Whether a media query holds now. CSS comes first: this is for what must not be drawn at all. */
export function useMedia(query: string): boolean {
  const list = listOf(query)
  const subscribe = useCallback(
    (listener: () => void) => {
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [list],
  )
  return useSyncExternalStore(subscribe, () => list.matches)
}

/** By query: the browser reads one anew for each list, and React asks several times whenever it draws. */
const lists = new Map<string, MediaQueryList>()

function listOf(query: string): MediaQueryList {
  const known = lists.get(query) ?? matchMedia(query)
  lists.set(query, known)
  return known
}
