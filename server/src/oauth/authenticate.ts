import { createPublicKey } from 'node:crypto'
import { type GrantedScopes, scopes } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { readKeys } from './keys.ts'
import { mayUseSelfRegistered } from './policy.ts'

/** How exact `lastUsedAt` is, in milliseconds. */
const USED_EVERY = 60_000

/**
 * Whom an access token speaks for, and what for: of what the token was issued for, what its application may still ask for. Null when it
 * is not one of ours, over, or its application is no longer connected. What was granted again after being disconnected does not revive
 * what was issued before.
 */
export async function authenticateBearer(
  app: App,
  token: string,
): Promise<{ accountId: number; scopes: GrantedScopes; program: string } | null> {
  if (token.split('.').length !== 3) return null
  const claims = await verify(app, token)
  if (!claims) return null
  const accountId = Number(claims.sub)
  const client = await readConnection(app, accountId, String(claims.client_id), String(claims.grant))
  if (!client) return null
  const granted = Array.isArray(claims.scope) ? claims.scope : []
  return {
    accountId,
    scopes: scopes.filter((one) => granted.includes(one) && client.scopes.includes(one)),
    program: client.name,
  }
}

async function verify(app: App, token: string) {
  const { jwtVerify } = await import('jose')
  const { jwk } = await readKeys(app.db)
  const key = createPublicKey({ key: { kty: 'RSA', n: String(jwk.n), e: String(jwk.e) }, format: 'jwk' })
  const { url } = app.config
  return jwtVerify(token, key, { algorithms: ['RS256'], issuer: url, audience: url }).then(
    ({ payload }) => payload,
    () => null,
  )
}

interface Connected {
  readonly name: string
  /** What the application may ask for, as it is registered now. */
  readonly scopes: readonly string[]
  readonly lastUsedAt: Date | null
}

/** The application; undefined when it is no longer connected, or registered itself and may no longer be used by that person. */
async function readConnection(
  app: App,
  accountId: number,
  clientId: string,
  grantId: string,
): Promise<Connected | undefined> {
  const now = app.clock.now()
  const { rows } = await sql<Connected>`
    select a.name, a.scopes, c.last_used_at from oauth_connection c join oauth_app a on a.client_id = c.client_id
    where c.account_id = ${accountId} and c.client_id = ${clientId}
      and (a.account_id is not null or ${mayUseSelfRegistered(app, accountId)})
      and c.grant_id = ${grantId}
  `.execute(app.db)
  const [connection] = rows
  if (!connection) return undefined
  if (!connection.lastUsedAt || now.getTime() - connection.lastUsedAt.getTime() >= USED_EVERY) {
    await sql`
      update oauth_connection set last_used_at = ${now} where account_id = ${accountId} and client_id = ${clientId}
    `.execute(app.db)
  }
  return connection
}
