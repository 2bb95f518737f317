import { api } from '@naniwa/contract'
import type { Client } from '../sync/client.ts'
import { callHttp } from '../sync/http.ts'

/** The server takes it to hold for two minutes. */
const AGAIN_MS = 90_000

const http = {
  url: location.origin,
  // Goes out although the page does, too.
  fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, { ...init, keepalive: true }),
}

/** Tells the server whether the reader is at work in this tab: nothing is pushed to their phone meanwhile. */
export function keepPresent(client: Client): () => void {
  let said: 'here' | 'away' = 'away'
  let saidAt = Number.NEGATIVE_INFINITY
  function say(state: 'here' | 'away'): void {
    const isKnown = state === 'away' || Date.now() - saidAt < AGAIN_MS
    if (client.status.kind !== 'live' || (state === said && isKnown)) return
    said = state
    saidAt = Date.now()
    callHttp(http, api.sessions.here, { state }).catch(() => {})
  }
  const look = () => say(!document.hidden && document.hasFocus() ? 'here' : 'away')
  const leave = () => say('away')
  addEventListener('focus', look)
  addEventListener('blur', look)
  addEventListener('pagehide', leave)
  document.addEventListener('visibilitychange', look)
  const stop = client.subscribe('status', look)
  // Often, so that what was said between two ticks is said again in time.
  const timer = setInterval(look, AGAIN_MS / 6)
  look()
  return () => {
    removeEventListener('focus', look)
    removeEventListener('blur', look)
    removeEventListener('pagehide', leave)
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
    stop()
  }
}
