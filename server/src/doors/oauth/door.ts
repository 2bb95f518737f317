import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Refusal } from '@naniwa/contract'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { App } from '../../context.ts'
import { prepareRequest } from '../../oauth/ask.ts'
import { type FaultNumber, faultText } from '../../oauth/fault.ts'
import { RegistrationFault, registerSelf } from '../../oauth/register.ts'
import { FAULT_PATH, REGISTER_PATH } from '../../oauth/terms.ts'
import { addressOf, fromOurPages } from '../request.ts'

type Bindings = { Bindings: HttpBindings }

const AUTHORIZE = '/packages/oauth2/login.php'
/** Most that a program may say of itself. */
const REGISTRATION_BYTES = 16_384
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
  const door = new Hono<Bindings>()
  if (app.config.appRegistration === 'on')
    door.post(REGISTER_PATH, limited, (c) => register(app, c)).all(REGISTER_PATH, only('POST'))
  return door
    .get(AUTHORIZE, async (c) => {
      const { incoming } = c.env
      const query = await prepareRequest(app, addressOf(app, incoming), new URLSearchParams(queryOf(incoming)))
      if (typeof query === 'string') return say(c, query)
      incoming.url = `${AUTHORIZE}?${query}`
      return await handOn(c)
    })
    .get(`${AUTHORIZE}/:uid`, handOn)
    .post('/token', handOn)
    .options('/token', handOn)
    .all('/token', only('POST, OPTIONS'))
    .post('/oauth2/revoke', handOn)
    .all('/oauth2/revoke', only('POST'))
    .get('/oauth2/jwks', handOn)
    .all('/oauth2/jwks', only('GET'))
    .get(DISCOVERY, handOn)
    .get('/.well-known/oauth-authorization-server', (c) => {
      c.env.incoming.url = DISCOVERY
      return handOn(c)
    })
}

/** Otherwise the web client's page would be shown, which a program takes for success. */
function only(methods: string) {
  return (c: Context<Bindings>) => c.json({ error: 'invalid_request' }, 405, { Allow: methods })
}

const limited = bodyLimit({
  maxSize: REGISTRATION_BYTES,
  onError: (c) => c.json({ error: 'invalid_client_metadata', error_description: 'the body is too large' }, 400),
})

async function register(app: App, c: Context<Bindings>): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  if (!fromOurPages(app, c.env.incoming)) return c.json({ error: 'access_denied' }, 403)
  const isJson = /^application\/json *(;|$)/i.test(c.req.header('content-type') ?? '')
  const said: unknown = isJson ? await c.req.json().catch(() => null) : null
  try {
    return c.json(await registerSelf(app, addressOf(app, c.env.incoming), said), 201)
  } catch (error) {
    if (error instanceof RegistrationFault) return c.json({ error: error.code, error_description: error.message }, 400)
    if (!(error instanceof Refusal)) throw error
    if (error.retryAfter !== undefined) c.header('Retry-After', String(error.retryAfter))
    return c.json({ error: 'temporarily_unavailable', error_description: error.message }, error.status as 429)
  }
}

function queryOf(request: IncomingMessage): string {
  return request.url?.split('?').slice(1).join('?') ?? ''
}

/** To people on a page of ours, in their language; to programs as a text. */
function say(c: Context<Bindings>, fault: FaultNumber): Response {
  if (c.req.header('accept')?.includes('text/html')) return c.redirect(FAULT_PATH + fault, 303)
  return c.text(`${faultText(fault)}\n`, 400)
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
}
