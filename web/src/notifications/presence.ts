import { api } from '@naniwa/contract'
import type { Client } from '../sync/client.ts'
import { callHttp } from '../sync/http.ts'

/** The server takes it to hold for two minutes. */
const AGAIN_MS = 90_000
/** Without a touch for so long, nobody is taken to sit before the page, though it has focus; less than what the server takes to hold. */
const IDLE_MS = 90_000
const TOUCHES = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Tells the server whether the reader is at work in this tab: nothing is pushed to their phone meanwhile. */
export function keepPresent(client: Client): () => void {
  const http = {
    url: location.origin,
    // Goes out although the page does, too.
    fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, { ...init, keepalive: true }),
  }
  let said: 'here' | 'away' = 'away'
  let saidAt = Number.NEGATIVE_INFINITY
  let touchedAt = Date.now()
  function say(state: 'here' | 'away', idle = 0): void {
    const isKnown = state === 'away' || Date.now() - saidAt < AGAIN_MS
    if (client.status.kind !== 'live' || (state === said && isKnown)) return
    said = state
    saidAt = Date.now()
    callHttp(http, api.sessions.here, { state, ...(idle > 0 && { idle: Math.round(idle / 1_000) }) }).catch(() => {})
  }
  function look(): void {
    const idle = Date.now() - touchedAt
    if (document.hidden || !document.hasFocus()) say('away')
    else if (idle < IDLE_MS) say('here')
    else say('away', idle)
  }
  function touch(): void {
    touchedAt = Date.now()
    if (said === 'away') look()
  }
  const leave = () => say('away')
  const removers = [
    ...TOUCHES.map((event) => listen(window, event, touch)),
    listen(window, 'focus', touch),
    listen(window, 'blur', look),
    listen(window, 'pagehide', leave),
    listen(document, 'visibilitychange', look),
    client.subscribe('status', look),
  ]
  // Often, so that what was said between two ticks is said again in time.
  const timer = setInterval(look, AGAIN_MS / 6)
  look()
  return () => {
    for (const remove of removers) remove()
    clearInterval(timer)
  }
}

function listen(target: EventTarget, event: string, run: () => void): () => void {
  target.addEventListener(event, run, { passive: true })
  return () => target.removeEventListener(event, run)
}
