import type { Config } from '../config.ts'

/** Seconds that an access token is good. Source: the public API. */
export const ACCESS_SECONDS = 30 * 60
export const CODE_SECONDS = 60
/** And a refresh token, without `offline_access`. */
export const REFRESH_SECONDS = 14 * 24 * 60 * 60
/** As good as for ever: until it is disconnected. */
export const OFFLINE_SECONDS = 10 * 365 * 24 * 60 * 60
/** How long somebody may think about a request. */
export const REQUEST_SECONDS = 60 * 60

/** Where a request waits for its answer, in the web client. */
export const CONSENT_PATH = '/oauth/consent/'
/** Where programs register themselves. Not by the provider's own means: those would keep whatever a stranger says of itself. */
export const REGISTER_PATH = '/oauth2/register'
/** Where the web client says what is wrong with a request. */
export const FAULT_PATH = '/oauth/fault/'

/** What tokens are good for (RFC 8707): all of this server, under the name that assistants know it by as well. One token opens both. */
export function resourcesOf({ url }: Config): string[] {
  return [url, `${url}/mcp`]
}
