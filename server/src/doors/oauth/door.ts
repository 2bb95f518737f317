import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { oauthScopes } from '@naniwa/contract'
import { type Context, Hono } from 'hono'
import type { App } from '../../context.ts'

type Bindings = { Bindings: HttpBindings }

const AUTHORIZE = '/packages/oauth2/login.php'
const DISCOVERY = '/.well-known/openid-configuration'

/**
 * The OAuth2 provider, at the paths that clients of the public API know. It decides; this hands it the requests under the server's own
 * address, and without a memory of who was asked before.
 */
export function oauthDoor(app: App): Hono<Bindings> {
  const handOn = async (c: Context<Bindings>): Promise<Response> => {
    const { incoming, outgoing } = c.env
    prepare(app, incoming)
    const provider = await app.oauth()
    await provider.callback()(incoming, outgoing as ServerResponse)
    return RESPONSE_ALREADY_SENT
  }
  return new Hono<Bindings>()
    .get(AUTHORIZE, async (c) => {
      const fault = scopeFault(new URLSearchParams(queryOf(c.env.incoming)))
      if (fault) return c.text(`${fault}\n`, 400)
      return await handOn(c)
    })
    .get(`${AUTHORIZE}/:uid`, handOn)
    .post('/token', handOn)
    .options('/token', handOn)
    .post('/oauth2/revoke', handOn)
    .get('/oauth2/jwks', handOn)
    .get(DISCOVERY, handOn)
    .get('/.well-known/oauth-authorization-server', (c) => {
      c.env.incoming.url = DISCOVERY
      return handOn(c)
    })
}

function queryOf(request: IncomingMessage): string {
  return request.url?.split('?').slice(1).join('?') ?? ''
}

/** The public API's numbers for what is wrong with the scopes; everything else the provider says itself. */
function scopeFault(query: URLSearchParams): string | null {
  const asked = (query.get('scope') ?? '').split(' ').filter(Boolean)
  if (asked.length === 0) return '5001: scope is missing'
  const unknown = asked.find((one) => !(oauthScopes as readonly string[]).includes(one))
  return unknown === undefined ? null : '5002: a scope is unknown'
}

/** Requests come under whatever address stands in front; answers name the one people type. */
function prepare(app: App, request: IncomingMessage): void {
  const { host, protocol } = new URL(app.config.url)
  const { headers } = request
  for (const name of Object.keys(headers)) if (name.startsWith('x-forwarded-')) delete headers[name]
  headers.host = host
  headers['x-forwarded-proto'] = protocol.slice(0, -1)
  const cookies = (headers.cookie ?? '').split('; ').filter((one) => !/^naniwa_oauth(\.sig)?=/.test(one))
  headers.cookie = cookies.join('; ')
  if (request.url?.split('?')[0] !== AUTHORIZE) return
  // Somebody is always asked; the provider lets only those keep `offline_access`.
  const query = new URLSearchParams(queryOf(request))
  query.set('prompt', 'consent')
  request.url = `${AUTHORIZE}?${query}`
}
