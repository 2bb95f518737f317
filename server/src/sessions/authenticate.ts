import { sql } from 'kysely'
import type { App } from '../context.ts'
import type { Lane } from '../db/lane.ts'
import { idArray } from '../db/sql.ts'
import { sha256Hex } from '../lib/hash.ts'
import { isAlive } from './lifetime.ts'

export interface Authenticated {
  readonly accountId: number
  readonly sessionId: number
}

/** How exact `lastSeenAt` is, in milliseconds. */
const SEEN_EVERY = 60_000

const TOKEN = /^([1-9a-z][0-9a-z]{0,10})\.[\w-]{43}$/

/** Tokens in one statement at most. */
const BATCH = 128

interface Shown {
  readonly accountId: number
  readonly tokenHash: string
}

/** Whose session a token is; null when it is not one, was revoked or is over. Asks the database every time. */
export async function authenticate(app: App, token: string): Promise<Authenticated | null> {
  const accountId = accountOf(token)
  return accountId === null ? null : laneOf(app)({ accountId, tokenHash: sha256Hex(token) })
}

/** In the morning everybody comes at once: tokens shown while one statement is in flight share the next. */
function laneOf(app: App): Lane<Shown, Authenticated | null> {
  return app.lanes.open<Shown, Authenticated | null>({
    name: 'sessions.authenticate',
    max: BATCH,
    depth: Number.POSITIVE_INFINITY,
    work: (tokens) => findSessions(app, tokens),
  })
}

async function findSessions(app: App, tokens: readonly Shown[]): Promise<(Authenticated | null)[]> {
  const shown = sql<boolean>`(account_id, token_hash) in (select * from unnest(
    ${idArray(tokens.map(({ accountId }) => accountId))}, ${tokens.map(({ tokenHash }) => tokenHash)}::text[]))`
  const sessions = await app.db
    .selectFrom('session')
    .where(shown)
    .where(isAlive(app))
    .select(['accountId', 'id as sessionId', 'lastSeenAt', 'tokenHash'])
    .execute()
  const now = app.clock.now().getTime()
  const unseen = sessions.filter(({ lastSeenAt }) => now - lastSeenAt.getTime() >= SEEN_EVERY)
  if (unseen.length > 0) await markSeen(app, unseen)
  const found = new Map(sessions.map(({ tokenHash, accountId, sessionId }) => [tokenHash, { accountId, sessionId }]))
  return tokens.map(({ tokenHash }) => found.get(tokenHash) ?? null)
}

function accountOf(token: string): number | null {
  const id = Number.parseInt(TOKEN.exec(token)?.[1] ?? '', 36)
  return Number.isSafeInteger(id) ? id : null
}

/** In the order of their keys, so that processes that mark the same ones wait for each other. */
async function markSeen(app: App, sessions: readonly Authenticated[]): Promise<void> {
  const now = app.clock.now()
  await sql`
    with seen as materialized (
      select s.account_id, s.id from session s where (s.account_id, s.id) in (select * from unnest(
        ${idArray(sessions.map(({ accountId }) => accountId))}, ${idArray(sessions.map(({ sessionId }) => sessionId))}))
      order by 1, 2 for update
    )
    update session s set last_seen_at = ${now} from seen
    where s.account_id = seen.account_id and s.id = seen.id and s.last_seen_at < ${now}
  `.execute(app.db)
}
