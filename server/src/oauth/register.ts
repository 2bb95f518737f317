import { mayRedirectSelf, type OauthScope, oauthScopes, REDIRECT_LIMIT, Refusal } from '@naniwa/contract'
import type { App } from '../context.ts'
import { newToken } from '../lib/ids.ts'
import { networkOf, siteOf } from '../lib/network.ts'
import { placeOf } from './request.ts'
import { keepWaiting } from './waiting.ts'

/** Registrations of one network; a desk has few assistants, an office some. */
const RATE = { count: 20, seconds: 60 * 60 }
/** Of one site, which may have many networks. */
const SITE_RATE = { count: 100, seconds: 60 * 60 }
const NAME_LENGTH = 100
const ADDRESS_LENGTH = 2_000

/** What is wrong with what a program says of itself, in the words of RFC 7591. */
export class RegistrationFault extends Error {
  override readonly name = 'RegistrationFault'
  readonly code: 'invalid_redirect_uri' | 'invalid_client_metadata'
  constructor(code: RegistrationFault['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** What is registered, as the program is told. */
export interface Registered {
  readonly client_id: string
  readonly client_id_issued_at: number
  readonly client_name: string
  readonly redirect_uris: readonly string[]
  readonly scope: string
  readonly application_type: 'native'
  readonly grant_types: readonly string[]
  readonly response_types: readonly string[]
  readonly token_endpoint_auth_method: 'none'
}

/**
 * Registers a program that nobody here knows (RFC 7591): it is public, proves itself with PKCE, and does nothing before somebody lets
 * it in. What else it says of itself is not kept, and what it asks for otherwise it is told that it did not get.
 *
 * @throws {RegistrationFault}
 * @throws {Refusal} `rate_limited` for its network; `overloaded` while people are being asked about too many.
 */
export async function registerSelf(app: App, address: string, said: unknown): Promise<Registered> {
  await app.limits.take(`oauth.register:${networkOf(address)}`, RATE)
  await app.limits.take(`oauth.register.site:${siteOf(address)}`, SITE_RATE)
  const metadata = (typeof said === 'object' && said !== null ? said : {}) as Readonly<Record<string, unknown>>
  const redirectUris = addressesIn(metadata)
  requireFlow(metadata)
  const scopes = scopesIn(metadata)
  const name = nameIn(metadata) || placeOf(redirectUris[0] as string)
  const clientId = newToken().slice(0, 22)
  const now = app.clock.now()
  if (!(await keepWaiting(app, { clientId, name, redirectUris, scopes, createdAt: now })))
    throw new Refusal('overloaded', 'too many applications wait for an answer', { retryAfter: 3_600 })
  return {
    client_id: clientId,
    client_id_issued_at: Math.floor(now.getTime() / 1_000),
    client_name: name,
    redirect_uris: redirectUris,
    scope: scopes.join(' '),
    application_type: 'native',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  }
}

function addressesIn({ redirect_uris: given }: Readonly<Record<string, unknown>>): string[] {
  const addresses = Array.isArray(given) ? [...new Set<unknown>(given)] : []
  if (addresses.length === 0 || addresses.length > REDIRECT_LIMIT)
    throw new RegistrationFault('invalid_redirect_uri', `redirect_uris: 1 to ${REDIRECT_LIMIT} addresses`)
  return addresses.map((one) => {
    if (typeof one === 'string' && one.length <= ADDRESS_LENGTH && mayRedirectSelf(one)) return one
    const message =
      'redirect_uris: https, http to this machine, or a scheme of its own; without fragment and credentials'
    throw new RegistrationFault('invalid_redirect_uri', message)
  })
}

/** There is one way in; who wants another had better know at once. */
function requireFlow(metadata: Readonly<Record<string, unknown>>): void {
  for (const [field, needed] of [
    ['grant_types', 'authorization_code'],
    ['response_types', 'code'],
  ] as const) {
    const given = metadata[field]
    if (given === undefined || (Array.isArray(given) && given.includes(needed))) continue
    throw new RegistrationFault('invalid_client_metadata', `${field}: ${needed} is the only one there is`)
  }
}

/** Those it names that there are; all, when it names none. */
function scopesIn({ scope }: Readonly<Record<string, unknown>>): OauthScope[] {
  if (scope === undefined || scope === '') return [...oauthScopes]
  const named = typeof scope === 'string' ? scope.split(' ') : []
  const known = oauthScopes.filter((one) => named.includes(one))
  if (known.length === 0) throw new RegistrationFault('invalid_client_metadata', 'scope: none of these is known')
  return known
}

/** One line, without what would turn or hide what stands beside it. */
function nameIn({ client_name: given }: Readonly<Record<string, unknown>>): string {
  const text =
    typeof given === 'string'
      ? given
          .toWellFormed()
          .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
          .trim()
      : ''
  return Array.from(text).slice(0, NAME_LENGTH).join('').trim()
}
