import { useEffect } from 'react'
import type { Client } from '../sync/client.ts'
import type { Cancel } from '../sync/ports.ts'
import { useClient } from './client.ts'

/** Between looks at a page that stays open; ms. */
const PERIOD = 30_000

/** Reads what no event tells of, and keeps doing so while the page that shows it is there. */
export function useAnew(read: () => unknown): void {
  const client = useClient()
  useEffect(() => readAnew(client, read), [client, read])
}

/**
 * Reads once there is a connection, each time it comes back, when the reader comes back to the page, and every half minute while the
 * page is in sight. Answers with the way to stop.
 */
export function readAnew(client: Client, read: () => unknown): Cancel {
  const look = () => {
    if (!document.hidden && client.status.kind === 'live') read()
  }
  const stop = client.subscribe('status', look)
  const timer = setInterval(look, PERIOD)
  addEventListener('focus', look)
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    stop()
    clearInterval(timer)
    removeEventListener('focus', look)
    document.removeEventListener('visibilitychange', look)
  }
}
