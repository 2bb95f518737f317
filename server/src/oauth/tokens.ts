import { scopes } from '@naniwa/contract'
import { type Configuration, errors } from 'oidc-provider'
import type { Config } from '../config.ts'
import { MAY_STAY } from './client.ts'
import {
  ACCESS_SECONDS,
  CODE_SECONDS,
  OFFLINE_SECONDS,
  REFRESH_SECONDS,
  REQUEST_SECONDS,
  resourcesOf,
} from './terms.ts'

type Resources = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>

/** Access tokens are JWTs for the whole server. */
export function resourceTokens(config: Config): Resources {
  return {
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
  }
}

/** As the public API's tokens are, and with what it was granted by: no clock tells what was connected anew. */
export const formats: Configuration['formats'] = {
  customizers: {
    jwt(_, token, jwt) {
      jwt.header = { typ: 'JWT', cty: 'JWT' }
      jwt.payload.scope = (token.scope ?? '').split(' ').filter(Boolean) as unknown as string
      jwt.payload.account_id = jwt.payload.sub
      jwt.payload.grant = (token as { grantId?: string }).grantId
    },
  },
}

/** How many seconds each of them is good. */
export const ttl: Configuration['ttl'] = {
  AccessToken: ACCESS_SECONDS,
  AuthorizationCode: CODE_SECONDS,
  Interaction: REQUEST_SECONDS,
  Session: REQUEST_SECONDS,
  Grant: OFFLINE_SECONDS,
  RefreshToken: (_, token, client) =>
    token.scopes.has('offline_access') && client[MAY_STAY] && client.tokenEndpointAuthMethod !== 'none'
      ? OFFLINE_SECONDS
      : REFRESH_SECONDS,
}
