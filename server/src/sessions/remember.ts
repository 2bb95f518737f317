import type { App } from '../context.ts'
import { sha256Hex } from '../lib/hash.ts'
import { type Authenticated, authenticate } from './authenticate.ts'

/**
 * How long an answer is believed, in milliseconds. A revoked session is forgotten at once by the notice on the bus; this is
 * for a notice that was lost, and for sessions that come to their end.
 */
const BELIEVED = 5_000
/** Sessions remembered; beyond it the one remembered longest is forgotten. */
const REMEMBERED = 10_000

export interface Authenticator {
  (token: string): Promise<Authenticated | null>
  /** Stops listening on the bus. */
  close(): void
}

interface Known extends Authenticated {
  readonly until: number
}

/** `authenticate` for the doors: asks the database once in 5 seconds for each session in use. */
export function rememberSessions(app: App): Authenticator {
  const known = new Map<string, Known>()
  let notices = 0
  const stop = app.bus.listen((notice) => {
    if (notice.kind !== 'signedOut') return
    notices += 1
    for (const [key, { accountId, sessionId }] of known) {
      if (accountId !== notice.accountId || sessionId === notice.except) continue
      if (notice.sessionId === null || notice.sessionId === sessionId) known.delete(key)
    }
  })

  async function ask(token: string, key: string): Promise<Authenticated | null> {
    const before = notices
    const found = await authenticate(app, token)
    // What was read while somebody signed out may be older than the notice, which would not come again.
    if (!found || notices !== before) return found
    known.set(key, { ...found, until: app.clock.now().getTime() + BELIEVED })
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    return found
  }

  async function remembered(token: string): Promise<Authenticated | null> {
    const key = sha256Hex(token)
    const hit = known.get(key)
    if (hit && hit.until > app.clock.now().getTime()) return { accountId: hit.accountId, sessionId: hit.sessionId }
    known.delete(key)
    return await ask(token, key)
  }
  return Object.assign(remembered, { close: stop })
}
