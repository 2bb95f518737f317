import { sql } from 'kysely'
import type { App } from '../context.ts'

/** Ends what an application may do in somebody's name: its access tokens at once, and its refresh tokens. False: there was nothing. */
export async function endGrant(app: App, accountId: number, clientId: string): Promise<boolean> {
  const { rows } = await sql<{ grantId: string }>`
    delete from oauth_connection where account_id = ${accountId} and client_id = ${clientId} returning grant_id
  `.execute(app.db)
  const grantIds = rows.map(({ grantId }) => grantId)
  await sql`
    delete from oauth_item where grant_id = any(${grantIds}) or (kind = 'Grant' and id = any(${grantIds}))
  `.execute(app.db)
  return grantIds.length > 0
}

/** All connections of an application. */
export async function endGrants(app: App, clientId: string): Promise<void> {
  const { rows } = await sql<{ accountId: number }>`
    select account_id from oauth_connection where client_id = ${clientId}
  `.execute(app.db)
  for (const { accountId } of rows) await endGrant(app, accountId, clientId)
}

/** Drops what is over. */
export async function sweepOauth(app: App): Promise<void> {
  await sql`delete from oauth_item where expires_at < now()`.execute(app.db)
}
