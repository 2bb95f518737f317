import { timingSafeEqual } from 'node:crypto'
import { oauthScopes, scopes } from '@naniwa/contract'
import { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Config } from '../config.ts'
import type { Database } from '../db/pool.ts'
import { sha256Hex } from '../lib/hash.ts'
import { postgresAdapter } from './adapter.ts'
import { REQUEST_COOKIE } from './browser.ts'
import { IS_STRANGER, MAY_STAY } from './client.ts'
import { faultText } from './fault.ts'
import { type Keys, readKeys } from './keys.ts'
import {
  ACCESS_SECONDS,
  CODE_SECONDS,
  CONSENT_PATH,
  FAULT_PATH,
  OFFLINE_SECONDS,
  REFRESH_SECONDS,
  REGISTER_PATH,
  REQUEST_SECONDS,
  resourcesOf,
} from './terms.ts'

export async function createProvider(db: Database, config: Config): Promise<Provider> {
  const provider = new Provider(config.url, configurationOf(db, config, await readKeys(db)))
  provider.use(numbered)
  provider.use(keptHere)
  provider.use(scopesTold)
  // The address is the one people type, whatever stands in front of the server.
  provider.proxy = true
  provider.Client.prototype.compareClientSecret = function compare(this: { clientSecret?: string }, secret: string) {
    return sameHash(this.clientSecret ?? '', sha256Hex(secret))
  }
  return provider
}

/** A verifier that is none has a number in the public API. */
async function numbered(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const { body } = ctx as { body?: { error_description?: string } }
  if (body?.error_description?.startsWith('code_verifier must be')) body.error_description = faultText('20000')
}

/**
 * Whoever registered itself may have named any address: nobody is sent there, whatever is wrong, before somebody who is signed in has
 * answered (RFC 9700, 4.11.2). Otherwise a link to this server would open a page of a stranger's choice.
 */
async function keptHere(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const { client, entities } = ctx.oidc ?? {}
  const { route } = (ctx.oidc ?? {}) as { route?: string }
  if ((route !== 'authorization' && route !== 'resume') || !client?.[IS_STRANGER] || entities?.Interaction?.result)
    return
  const there = String(ctx.response.headers.location ?? '')
  if (there.startsWith(CONSENT_PATH) || there.startsWith(FAULT_PATH) || ctx.response.is('text/plain')) return
  ctx.remove('Location')
  sayFault(ctx, 'invalid_request')
}

/** The configuration's `discovery` only fills what the provider leaves out, and of scopes it knows those of OpenID alone. */
async function scopesTold(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const { body, oidc } = ctx as { body?: object; oidc?: { route?: string } }
  if (oidc?.route === 'discovery') Object.assign(body ?? {}, { scopes_supported: oauthScopes })
}

function sayFault(ctx: KoaContextWithOIDC, error: string, description = ''): void {
  if (ctx.accepts('text', 'html') === 'html') {
    ctx.redirect(`${FAULT_PATH}other`)
    return
  }
  ctx.status = Math.max(ctx.status, 400)
  ctx.type = 'text/plain; charset=utf-8'
  ctx.body = `${error}\n${description}\n`
}

function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

function configurationOf(db: Database, config: Config, keys: Keys): Configuration {
  const secure = config.url.startsWith('https:')
  return {
    adapter: postgresAdapter(db),
    jwks: { keys: [keys.jwk] },
    cookies: {
      keys: [keys.cookie],
      names: { session: 'naniwa_oauth', interaction: REQUEST_COOKIE, resume: 'naniwa_oauth_resume' },
      // For all paths: the page that asks calls the API, which looks whether its browser began the request.
      short: { signed: true, httpOnly: true, sameSite: 'lax', secure, path: '/' },
      long: { signed: true, httpOnly: true, sameSite: 'lax', secure },
    },
    scopes: ['offline_access'],
    extraClientMetadata: { properties: [MAY_STAY, IS_STRANGER] },
    claims: {},
    responseTypes: ['code'],
    subjectTypes: ['public'],
    pkce: { required: (_, client) => client.tokenEndpointAuthMethod === 'none' },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    features: {
      devInteractions: { enabled: false },
      // On by themselves otherwise, and advertised, although no door knows them.
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => config.url,
        useGrantedResource: () => true,
        getResourceServerInfo(_, resource) {
          if (!resourcesOf(config).includes(resource)) throw new errors.InvalidTarget()
          return {
            scope: scopes.join(' '),
            audience: config.url,
            accessTokenTTL: ACCESS_SECONDS,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          }
        },
      },
    },
    formats: {
      customizers: {
        /** As the public API's tokens are, and with what it was granted by: no clock tells what was connected anew. */
        jwt(_, token, jwt) {
          jwt.header = { typ: 'JWT', cty: 'JWT' }
          jwt.payload.scope = (token.scope ?? '').split(' ').filter(Boolean) as unknown as string
          jwt.payload.account_id = jwt.payload.sub
          jwt.payload.grant = (token as { grantId?: string }).grantId
        },
      },
    },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    interactions: { url: (_, { uid }) => `${CONSENT_PATH}${uid}`, policy: alwaysAsk() },
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
    ttl: {
      AccessToken: ACCESS_SECONDS,
      AuthorizationCode: CODE_SECONDS,
      Interaction: REQUEST_SECONDS,
      Session: REQUEST_SECONDS,
      Grant: OFFLINE_SECONDS,
      RefreshToken: (_, token, client) =>
        token.scopes.has('offline_access') && client[MAY_STAY] && client.tokenEndpointAuthMethod !== 'none'
          ? OFFLINE_SECONDS
          : REFRESH_SECONDS,
    },
    renderError: (ctx, { error, error_description: description }) => sayFault(ctx, error, description),
    discovery: config.appRegistration === 'on' ? { registration_endpoint: config.url + REGISTER_PATH } : {},
  }
}

/** Somebody is asked each time: who is signed in here is the product's to know, not the provider's. */
function alwaysAsk() {
  const policy = interactionPolicy.base()
  const login = policy.get('login')
  login?.checks.clear()
  login?.checks.add(
    new interactionPolicy.Check('asked', 'somebody has to answer', ({ oidc }) =>
      oidc.result?.login ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT,
    ),
  )
  return policy
}
