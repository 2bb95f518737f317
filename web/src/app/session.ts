import { api, type Me } from '@naniwa/contract'
import { useSyncExternalStore } from 'react'
import { paths } from '../frame/paths.ts'
import { dropSubscription } from '../notifications/push.ts'
import { forgetSearches } from '../search/recent-searches.ts'
import { browserPorts } from '../sync/browser.ts'
import { type Client, createClient } from '../sync/client.ts'
import { isSignedOut } from '../sync/failure.ts'
import { callHttp } from '../sync/http.ts'
import { indexedDbStorage } from '../sync/indexed-db.ts'
import { navigate } from './router.ts'

export type Session =
  /** Nobody knows yet who is here. */
  | { kind: 'opening' }
  /** `ended`: a session came to its end by itself. */
  | { kind: 'visitor'; ended: boolean; founded: boolean }
  | { kind: 'account'; client: Client }
  /** No answer, and nothing kept on this device to show. */
  | { kind: 'unreachable' }

export const http = {
  url: location.origin,
  fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
}

const listeners = new Set<() => void>()
let session: Session = { kind: 'opening' }

function set(next: Session): void {
  session = next
  for (const listener of listeners) listener()
}

export function useSession(): Session {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => session,
  )
}

/** Whoever used this device last is shown what was kept at once; the server has its say a moment later. */
export async function openSession(): Promise<void> {
  const kept = keptAccount()
  if (kept !== null) return begin(kept)
  // Somebody may sign in meanwhile, by a link that was opened: what was asked before does not count any more.
  const asked = session
  try {
    const me = await callHttp(http, api.accounts.me, {})
    if (session === asked) await signedIn(me)
  } catch (error) {
    if (session !== asked) return
    if (isSignedOut(error)) await visit(false)
    else set({ kind: 'unreachable' })
  }
}

/** After signing in, signing up or accepting an invitation. */
export async function signedIn(me: Pick<Me, 'accountId'>): Promise<void> {
  const before = keptAccount()
  // Another person's rooms must not stay on the device.
  if (before !== null && before !== me.accountId) await indexedDbStorage(before).clear()
  keepAccount(me.accountId)
  await begin(me.accountId)
}

/** @param to where this page goes. Whoever signs in next begins at their own chats unless told otherwise, not where this one was. */
export async function signOut(client: Client, to: string = paths.signIn()): Promise<void> {
  await callHttp(http, api.sessions.signOut, {}).catch((error: unknown) => {
    if (!isSignedOut(error)) throw error
  })
  await dropSubscription().catch(() => {})
  keepAccount(null)
  await client.forget()
  forgetSearches(client.accountId)
  navigate(to, 'replace')
  await visit(false)
}

async function begin(accountId: number): Promise<void> {
  const client = createClient({ accountId, ...browserPorts(accountId) })
  client.subscribe('status', () => {
    if (client.status.kind === 'signedOut') void ended(client)
  })
  await client.start()
  addEventListener('pagehide', () => client.flush())
  set({ kind: 'account', client })
}

async function ended(client: Client): Promise<void> {
  if (session.kind !== 'account' || session.client !== client) return
  const { status } = client
  set({ kind: 'opening' })
  if (status.kind === 'signedOut' && status.reason === 'otherAccount') {
    keepAccount(null)
    await client.forget()
    forgetSearches(client.accountId)
    return openSession()
  }
  await visit(true)
}

async function visit(ended: boolean): Promise<void> {
  const asked = session
  const founded = await callHttp(http, api.server.status, {}).then(
    (status) => status.founded,
    () => true,
  )
  if (session === asked) set({ kind: 'visitor', ended, founded })
}

const KEY = 'naniwa.account'

function keptAccount(): number | null {
  try {
    const id = Number(localStorage.getItem(KEY))
    return Number.isSafeInteger(id) && id > 0 ? id : null
  } catch {
    return null
  }
}

function keepAccount(accountId: number | null): void {
  try {
    if (accountId === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, String(accountId))
  } catch {
    // Storage may be forbidden: then nothing is kept between visits.
  }
}
