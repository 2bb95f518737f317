import { api } from '@naniwa/contract'
import { AT_WORK_MS, isInFront, listen, Sitting } from '../live/sitting.ts'
import type { Client } from '../sync/client.ts'
import { callHttp, type HttpPorts } from '../sync/http.ts'

/** The server takes it to hold for two minutes. */
const AGAIN_MS = 90_000
/** What the tab says that its reader turned from is at the server by then, and must not have the last word. */
const SETTLED_MS = 2_000
/** The server takes no more; a lid may have been closed for days. */
const IDLE_LIMIT_S = 86_400

/** Tells the server whether the reader is at work in this tab: nothing is pushed to their phone meanwhile. */
export function keepPresent(client: Client): () => void {
  const presence = new Presence(client)
  const look = () => presence.look()
  const removers = [
    presence.sitting.watch(look),
    listen(window, 'focus', () => presence.settle()),
    listen(window, 'pagehide', () => presence.leave()),
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
  readonly sitting = new Sitting(AT_WORK_MS)
  readonly #client: Client
  #said: 'here' | 'away' = 'away'
  #saidAt = Number.NEGATIVE_INFINITY
  #settling: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client) {
    this.#client = client
  }

  look(): void {
    if (this.sitting.isThere) this.#say('here')
    else this.#say('away', isInFront() ? this.sitting.idle : 0)
  }

  /** The reader has come from elsewhere. */
  settle(): void {
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
    const since = idle > 0 && { idle: Math.min(Math.round(idle / 1_000), IDLE_LIMIT_S) }
    callHttp(http(), api.sessions.here, { state, ...since }).catch(() => {})
  }
}

/** Goes out although the page does, too. */
function http(): HttpPorts {
  return { url: location.origin, fetch: (input, init) => fetch(input, { ...init, keepalive: true }) }
}
