import { timingSafeEqual } from 'node:crypto'
import { type Configuration, Provider } from 'oidc-provider'
import type { Config } from '../config.ts'
import type { Database } from '../db/pool.ts'
import { sha256Hex } from '../lib/hash.ts'
import { postgresAdapter } from './adapter.ts'
import { amendments, sayFault } from './amend.ts'
import { REQUEST_COOKIE } from './browser.ts'
import { IS_STRANGER, MAY_STAY } from './client.ts'
import { type Keys, readKeys } from './keys.ts'
import { interactions } from './prompt.ts'
import { REGISTER_PATH } from './terms.ts'
import { formats, resourceTokens, ttl } from './tokens.ts'

export async function createProvider(db: Database, config: Config): Promise<Provider> {
  const provider = new Provider(config.url, configurationOf(db, config, await readKeys(db)))
  for (const step of amendments) provider.use(step)
  // The address is the one people type, whatever stands in front of the server.
  provider.proxy = true
  provider.Client.prototype.compareClientSecret = function compare(this: { clientSecret?: string }, secret: string) {
    return sameHash(this.clientSecret ?? '', sha256Hex(secret))
  }
  return provider
}

function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

function configurationOf(db: Database, config: Config, keys: Keys): Configuration {
  return {
    adapter: postgresAdapter(db),
    jwks: { keys: [keys.jwk] },
    cookies: cookiesOf(config, keys),
    scopes: ['offline_access'],
    extraClientMetadata: { properties: [MAY_STAY, IS_STRANGER] },
    claims: {},
    responseTypes: ['code'],
    subjectTypes: ['public'],
    pkce: { required: (_, client) => client.tokenEndpointAuthMethod === 'none' },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    features: featuresOf(config),
    formats,
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    interactions: interactions(),
    issueRefreshToken: async () => true,
    expiresWithSession: async () => false,
    rotateRefreshToken: true,
    allowOmittingSingleRegisteredRedirectUri: true,
    routes: {
      authorization: '/packages/oauth2/login.php',
      token: '/token',
      jwks: '/oauth2/jwks',
      revocation: '/oauth2/revoke',
    },
    ttl,
    renderError: (ctx, { error, error_description: description }) => sayFault(ctx, error, description),
    discovery: config.appRegistration === 'on' ? { registration_endpoint: config.url + REGISTER_PATH } : {},
  }
}

function cookiesOf({ url }: Config, { cookie }: Keys): Configuration['cookies'] {
  const secure = url.startsWith('https:')
  return {
    keys: [cookie],
    names: { session: 'naniwa_oauth', interaction: REQUEST_COOKIE, resume: 'naniwa_oauth_resume' },
    // For all paths: the page that asks calls the API, which looks whether its browser began the request.
    short: { signed: true, httpOnly: true, sameSite: 'lax', secure, path: '/' },
    long: { signed: true, httpOnly: true, sameSite: 'lax', secure },
  }
}

function featuresOf(config: Config): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    // On by themselves otherwise, and advertised, although no door knows them.
    pushedAuthorizationRequests: { enabled: false },
    dPoP: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    revocation: { enabled: true },
    resourceIndicators: resourceTokens(config),
  }
}
