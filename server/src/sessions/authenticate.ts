import type { App } from '../context.ts'
import { sha256Hex } from '../lib/hash.ts'
import { isAlive } from './lifetime.ts'

export interface Authenticated {
  readonly accountId: number
  readonly sessionId: number
}

/** How exact `lastSeenAt` is, in milliseconds. */
const SEEN_EVERY = 60_000

const TOKEN = /^([1-9a-z][0-9a-z]{0,10})\.[\w-]{43}$/

/** Whose session a token is; null when it is not one, was revoked or is over. Asks the database every time. */
export async function authenticate(app: App, token: string): Promise<Authenticated | null> {
  const accountId = accountOf(token)
  if (accountId === null) return null
  const session = await app.db
    .selectFrom('session')
    .where('accountId', '=', accountId)
    .where('tokenHash', '=', sha256Hex(token))
    .where(isAlive(app))
    .select(['accountId', 'id as sessionId', 'lastSeenAt'])
    .executeTakeFirst()
  if (!session) return null
  if (app.clock.now().getTime() - session.lastSeenAt.getTime() >= SEEN_EVERY) await markSeen(app, session)
  return { accountId: session.accountId, sessionId: session.sessionId }
}

function accountOf(token: string): number | null {
  const id = Number.parseInt(TOKEN.exec(token)?.[1] ?? '', 36)
  return Number.isSafeInteger(id) ? id : null
}

async function markSeen(app: App, { accountId, sessionId }: Authenticated): Promise<void> {
  const now = app.clock.now()
  await app.db
    .updateTable('session')
    .set({ lastSeenAt: now })
    .where('accountId', '=', accountId)
    .where('id', '=', sessionId)
    .where('lastSeenAt', '<', now)
    .execute()
}
