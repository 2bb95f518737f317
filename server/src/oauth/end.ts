import { sql } from 'kysely'
import type { App } from '../context.ts'
import type { Queries } from '../db/transaction.ts'
import { dropWaiting, WAITING_MS } from './waiting.ts'

/** Ends what an application may do in somebody's name: its access tokens at once, and its refresh tokens. False: there was nothing. */
export async function endGrant(db: Queries, accountId: number, clientId: string): Promise<boolean> {
  const { rows } = await sql<{ grantId: string }>`
    delete from oauth_connection where account_id = ${accountId} and client_id = ${clientId} returning grant_id
  `.execute(db)
  const grantIds = rows.map(({ grantId }) => grantId)
  await sql`
    delete from oauth_item where grant_id = any(${grantIds}) or (kind = 'Grant' and id = any(${grantIds}))
  `.execute(db)
  return grantIds.length > 0
}

/** All connections of an application. */
export async function endGrants(db: Queries, clientId: string): Promise<void> {
  const { rows } = await sql<{ accountId: number }>`
    select account_id from oauth_connection where client_id = ${clientId}
  `.execute(db)
  for (const { accountId } of rows) await endGrant(db, accountId, clientId)
}

/** Drops what is over, and applications that registered themselves and that nobody uses. */
export async function sweepOauth(app: App): Promise<void> {
  await sql`delete from oauth_item where expires_at < now()`.execute(app.db)
  await dropUnused(app)
}

/** By then its tokens are over. */
const UNUSED_MS = 30 * 24 * 60 * 60 * 1_000

async function dropUnused(app: App): Promise<void> {
  const now = app.clock.now().getTime()
  const { rows } = await sql<{ accountId: number; clientId: string }>`
    select c.account_id, c.client_id from oauth_connection c join oauth_app a on a.client_id = c.client_id
    where a.account_id is null and coalesce(c.last_used_at, c.created_at) < ${new Date(now - UNUSED_MS)}
  `.execute(app.db)
  for (const { accountId, clientId } of rows) await endGrant(app.db, accountId, clientId)
  await dropWaiting(app, sql`a.created_at < ${new Date(now - WAITING_MS)}`)
}
