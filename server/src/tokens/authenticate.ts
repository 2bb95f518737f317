import type { GrantedScopes, Scope } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { sha256Hex } from '../lib/hash.ts'
import { ownerOf } from './secret.ts'

/** Who acts by a token, and what for. */
export interface TokenGrant {
  readonly accountId: number
  readonly tokenId: number
  readonly scopes: GrantedScopes
  /** What its owner calls it. */
  readonly program: string
}

/** How exact `lastUsedAt` is, in milliseconds. */
const USED_EVERY = 60_000

/** Whose token it is; null when it is none, was revoked, waits, was refused or is over. Asks the database every time. */
export async function authenticateToken(app: App, secret: string): Promise<TokenGrant | null> {
  const owner = ownerOf(secret)
  if (owner === null) return null
  const now = app.clock.now()
  const token = await app.db
    .selectFrom('apiToken')
    .where('accountId', '=', owner)
    .where('tokenHash', '=', sha256Hex(secret))
    .where('status', '=', 'active')
    .where(({ or, eb }) => or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .select(['accountId', 'id as tokenId', 'name', 'lastUsedAt', sql.ref<Scope[] | null>('scopes').as('scopes')])
    .executeTakeFirst()
  if (!token) return null
  const { accountId, tokenId, scopes, name, lastUsedAt } = token
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() >= USED_EVERY) await markUsed(app, token, now)
  return { accountId, tokenId, scopes, program: name }
}

async function markUsed(
  app: App,
  { accountId, tokenId }: Pick<TokenGrant, 'accountId' | 'tokenId'>,
  now: Date,
): Promise<void> {
  await app.db
    .updateTable('apiToken')
    .set({ lastUsedAt: now })
    .where('accountId', '=', accountId)
    .where('id', '=', tokenId)
    .where(({ or, eb }) => or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<', now)]))
    .execute()
}
