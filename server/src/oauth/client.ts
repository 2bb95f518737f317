import type { OauthApp } from '@naniwa/contract'
import { sql } from 'kysely'
import type { ClientMetadata } from 'oidc-provider'
import { milliseconds } from '../db/milliseconds.ts'
import type { Queries } from '../db/transaction.ts'

/** An application as it is kept. */
export interface StoredApp extends OauthApp {
  /** Null: it registered itself. */
  readonly accountId: number | null
  readonly secretHash: string | null
}

const columns = sql<StoredApp>`
  c.client_id, c.account_id, c.name, c.kind, c.secret_hash, c.redirect_uris, c.scopes, c.logo,
  ${milliseconds('c.created_at')} as created_at`

export async function readApp(db: Queries, clientId: string): Promise<StoredApp | undefined> {
  const { rows } = await sql<StoredApp>`select ${columns} from oauth_app c where c.client_id = ${clientId}`.execute(db)
  return rows[0]
}

/** Those that somebody registered, oldest first. */
export async function readApps(db: Queries, accountId: number): Promise<StoredApp[]> {
  const { rows } = await sql<StoredApp>`
    select ${columns} from oauth_app c where c.account_id = ${accountId} order by c.created_at, c.client_id
  `.execute(db)
  return rows
}

export function appView({ accountId: _, secretHash: __, ...app }: StoredApp): OauthApp {
  return app
}

/** What the provider is told besides: whether the application may stay connected until it is disconnected. */
export const MAY_STAY = 'naniwa_may_stay'
/** And whether nobody vouches for it. */
export const IS_STRANGER = 'naniwa_is_stranger'

/** As the provider knows it; its `client_secret` is the hash, and so it compares (`provider.ts`). */
export async function readClient(db: Queries, clientId: string): Promise<ClientMetadata | undefined> {
  const app = await readApp(db, clientId)
  if (!app) return undefined
  const { accountId, name, secretHash, redirectUris, scopes } = app
  return {
    client_id: clientId,
    client_name: name,
    redirect_uris: [...redirectUris],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    [MAY_STAY]: scopes.includes('offline_access'),
    [IS_STRANGER]: accountId === null,
    ...(secretHash === null
      ? { application_type: 'native', token_endpoint_auth_method: 'none' }
      : { application_type: 'web', token_endpoint_auth_method: 'client_secret_basic', client_secret: secretHash }),
  } satisfies Partial<ClientMetadata> as ClientMetadata
}
