import type { App } from '../context.ts'
import { networkOf, siteOf } from '../lib/network.ts'
import { examineRequest, type FaultNumber } from './fault.ts'

/** Requests of one network, each of which is kept for an hour; an office has one for all its people. */
const RATE = { count: 200, seconds: 60 * 60 }
/** Of one site, which may have many networks. */
const SITE_RATE = { count: 1_000, seconds: 60 * 60 }

/** What is handed on and kept; whatever else a stranger adds is not. */
const KEPT = [
  ...['response_type', 'client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method'],
  ...['resource', 'response_mode', 'request', 'request_uri'],
]
const VALUE_LENGTH = 2_000

/**
 * A request for somebody's leave, as the provider is asked: examined, and no larger than it needs to be, as nobody had to sign in for it.
 *
 * @throws {Refusal} `rate_limited` for its network.
 */
export async function prepareRequest(
  app: App,
  address: string,
  given: URLSearchParams,
): Promise<FaultNumber | URLSearchParams> {
  const scopes = await examineRequest(app, given)
  if (typeof scopes === 'string') return scopes
  const pairs = KEPT.flatMap((name) => [...new Set(given.getAll(name))].map((value): [string, string] => [name, value]))
  if (pairs.some(([, value]) => value.length > VALUE_LENGTH)) return 'other'
  await app.limits.take(`oauth.ask:${networkOf(address)}`, RATE)
  await app.limits.take(`oauth.ask.site:${siteOf(address)}`, SITE_RATE)
  // Somebody is always asked; the provider lets only those keep `offline_access`.
  return new URLSearchParams([...pairs, ['scope', scopes.join(' ')], ['prompt', 'consent']])
}
