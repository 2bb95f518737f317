import { sql } from 'kysely'
import type { App } from '../context.ts'
import type { Queries } from '../db/transaction.ts'
import { dropWaiting, WAITING_MS } from './waiting.ts'

/** Ends what an application may do in somebody's name: its access tokens at once, and with the grant its refresh tokens. False: there was nothing. */
export async function endGrant(db: Queries, accountId: number, clientId: string): Promise<boolean> {
  const { rows } = await sql<{ grantId: string }>`
    delete from oauth_connection where account_id = ${accountId} and client_id = ${clientId} returning grant_id
  `.execute(db)
  for (const { grantId } of rows) await expireGrant(db, grantId)
  return rows.length > 0
}

/** What was issued for it is worth nothing from now on: codes and refresh tokens are good with their grant alone. The sweep drops them. */
export async function expireGrant(db: Queries, grantId: string): Promise<void> {
  await sql`update oauth_item set expires_at = now() where kind = 'Grant' and id = ${grantId}`.execute(db)
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
  await dropOver(app.db)
  await dropUnused(app)
}

/** A grant goes with what was issued for it, which nothing else would find again. */
async function dropOver(db: Queries): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from oauth_item where kind = 'Grant' and expires_at < now()
  `.execute(db)
  const grantIds = rows.map(({ id }) => id)
  await sql`delete from oauth_item where grant_id = any(${grantIds}) or (kind = 'Grant' and id = any(${grantIds}))`.execute(
    db,
  )
  await sql`delete from oauth_item where kind <> 'Grant' and expires_at < now()`.execute(db)
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
