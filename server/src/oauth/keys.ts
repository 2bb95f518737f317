import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import type { JWK } from 'oidc-provider'
import type { Database } from '../db/pool.ts'
import { newToken } from '../lib/ids.ts'

export interface Keys {
  /** RSA, private; signs access tokens. */
  readonly jwk: JWK
  /** Signs the cookies of requests that wait. */
  readonly cookie: string
}

/** Made once, kept in the database, the same for every process and after a restore. */
export async function readKeys(db: Database): Promise<Keys> {
  const known = await read(db)
  if (known) return known
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2_048 })
  const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }
  const value = JSON.stringify({ jwk, cookie: newToken() })
  await sql`
    insert into server_state (name, value) values ('oauth_keys', ${value}) on conflict (name) do nothing
  `.execute(db)
  return (await read(db)) as Keys
}

async function read(db: Database): Promise<Keys | undefined> {
  const { rows } = await sql<{ value: string }>`select value from server_state where name = 'oauth_keys'`.execute(db)
  return rows[0] && JSON.parse(rows[0].value)
}
