import { useEffect } from 'react'
import { useClient } from './client.ts'

/** Between looks at a page that stays open; ms. */
const PERIOD = 30_000

/**
 * Reads again what no event tells of: when the reader comes back to the page, when the connection does, and every half minute while
 * the page is in sight.
 */
export function useAnew(read: () => unknown): void {
  const client = useClient()
  useEffect(() => {
    const look = () => {
      if (!document.hidden && client.status.kind === 'live') read()
    }
    const stop = client.subscribe('status', look)
    const timer = setInterval(look, PERIOD)
    addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      stop()
      clearInterval(timer)
      removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [client, read])
}
