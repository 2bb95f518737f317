import { api } from '@naniwa/contract'
import type { Client } from '../sync/client.ts'
import { callHttp, type HttpPorts } from '../sync/http.ts'

/** The server takes it to hold for two minutes. */
const AGAIN_MS = 90_000
/** Without a touch for so long, nobody is taken to sit before the page, though it has focus; less than what the server takes to hold. */
const IDLE_MS = 90_000
/** What the tab says that its reader turned from is at the server by then, and must not have the last word. */
const SETTLED_MS = 2_000
const TOUCHES = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Tells the server whether the reader is at work in this tab: nothing is pushed to their phone meanwhile. */
export function keepPresent(client: Client): () => void {
  const presence = new Presence(client)
  const look = () => presence.look()
  const removers = [
    ...TOUCHES.map((event) => listen(window, event, () => presence.touch())),
    listen(window, 'focus', () => presence.come()),
    listen(window, 'blur', look),
    listen(window, 'pagehide', () => presence.leave()),
    listen(document, 'visibilitychange', look),
    client.subscribe('status', look),
  ]
  // Often, so that what was said between two ticks is said again in time.
  const timer = setInterval(look, AGAIN_MS / 6)
  look()
  return () => {
    for (const remove of removers) remove()
    clearInterval(timer)
    presence.stop()
  }
}

class Presence {
  readonly #client: Client
  #said: 'here' | 'away' = 'away'
  #saidAt = Number.NEGATIVE_INFINITY
  #touchedAt = Date.now()
  #settling: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client) {
    this.#client = client
  }

  look(): void {
    const idle = Date.now() - this.#touchedAt
    if (document.hidden || !document.hasFocus()) this.#say('away')
    else if (idle < IDLE_MS) this.#say('here')
    else this.#say('away', idle)
  }

  touch(): void {
    this.#touchedAt = Date.now()
    if (this.#said === 'away') this.look()
  }

  come(): void {
    this.touch()
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      this.#saidAt = Number.NEGATIVE_INFINITY
      this.look()
    }, SETTLED_MS)
  }

  leave(): void {
    this.#say('away')
  }

  stop(): void {
    clearTimeout(this.#settling)
  }

  #say(state: 'here' | 'away', idle = 0): void {
    const isKnown = state === 'away' || Date.now() - this.#saidAt < AGAIN_MS
    if (this.#client.status.kind !== 'live' || (state === this.#said && isKnown)) return
    this.#said = state
    this.#saidAt = Date.now()
    const since = idle > 0 && { idle: Math.round(idle / 1_000) }
    callHttp(http(), api.sessions.here, { state, ...since }).catch(() => {})
  }
}

/** Goes out although the page does, too. */
function http(): HttpPorts {
  return { url: location.origin, fetch: (input, init) => fetch(input, { ...init, keepalive: true }) }
}

function listen(target: EventTarget, event: string, run: () => void): () => void {
  target.addEventListener(event, run, { passive: true })
  return () => target.removeEventListener(event, run)
}
