import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { JWK } from 'oidc-provider'
import { keepOnce } from '../db/keep-once.ts'
import type { Database } from '../db/pool.ts'
import { newToken } from '../lib/ids.ts'

export interface Keys {
  /** RSA, private; signs access tokens. */
  readonly jwk: JWK
  /** Signs the cookies of requests that wait. */
  readonly cookie: string
}

export async function readKeys(db: Database): Promise<Keys> {
  return JSON.parse(await keepOnce(db, 'oauth_keys', makeKeys)) as Keys
}

async function makeKeys(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2_048 })
  const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }
  return JSON.stringify({ jwk, cookie: newToken() })
}
