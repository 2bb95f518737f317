import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { HttpBindings } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { errorStatus, Refusal } from '@naniwa/contract'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Actor, App, Visitor } from '../context.ts'
import { isGranted } from '../files/address.ts'
import { readImage } from '../images/read.ts'
import { storeImage } from '../images/store.ts'
import { authenticateBearer } from '../oauth/authenticate.ts'
import { openRenditions } from '../renditions/serve.ts'
import { ABSOLUTE_END } from '../sessions/lifetime.ts'
import type { Authenticator } from '../sessions/remember.ts'
import { blobDoor } from './blobs.ts'
import type { Dispatch } from './dispatch.ts'
import { bodyOf } from './dispatch.ts'
import { securityHeaders } from './headers.ts'
import { healthDoor } from './health.ts'
import { mailDoor } from './mail.ts'
import { mcpDoor } from './mcp/door.ts'
import { oauthDoor } from './oauth/door.ts'
import { previewDoor } from './previews.ts'
import { referenceDoor } from './reference/door.ts'
import { addressOf, cookieName, cookieOf, fromOurPages, tokenOf } from './request.ts'
import { compatibleDoor } from './v2/door.ts'
import { iconDoor } from './v2/icons.ts'

type Bindings = { Bindings: HttpBindings }
type HttpContext = Context<Bindings>

/** Largest JSON body, in bytes: a message of 65,535 four-byte characters, escaped, and its envelope. */
const JSON_BYTES = 1_000_000
/** Largest picture, in bytes. */
const IMAGE_BYTES = 5 * 1024 * 1024
/** Longest that nothing may be heard of a request while it comes and is answered. */
const SILENCE_MS = 60_000
const WEB = join(import.meta.dirname, '../../../web/dist')

/** Every HTTP path of the product: the API, pictures, health, and the web client for the rest. */
export function createHttpDoor(
  app: App,
  dispatch: Dispatch,
  authenticate: Authenticator,
  state: { readonly draining: boolean },
): Hono<Bindings> {
  const door = new Hono<Bindings>()
  const headers = Object.entries(securityHeaders(app.config))
  door.use(async (c, next) => {
    await next()
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    // What says nothing else is somebody's own, whatever stands between us and them.
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
    // Whoever keeps a connection would go on asking on it.
    if (state.draining) c.res.headers.set('Connection', 'close')
  })
  door.use(async (c, next) => {
    const request = c.env.incoming
    request.setTimeout(SILENCE_MS, () => request.destroy())
    await next()
    // The answer takes as long as whoever reads it.
    request.setTimeout(0)
  })
  door.onError((error, c) => refuse(c, error, app))

  door.route(
    '/',
    healthDoor(app.db, () => state.draining),
  )
  door.route('/', referenceDoor(app.version, app.config.url))
  door.use('/api/*', limit(JSON_BYTES, '/api/images'))
  door.post('/api/images', limit(IMAGE_BYTES), async (c) => c.json(await upload(app, authenticate, c)))
  door.post('/api/:noun/:verb', async (c) => {
    const input = await readJson(app, c)
    const visitor = await visitorOf(app, authenticate, c)
    return c.json((await dispatch(`${c.req.param('noun')}.${c.req.param('verb')}`, visitor, input)) as object)
  })
  door.all('/api/:noun/:verb', () => {
    throw new Refusal('method_not_allowed', 'every endpoint is called with POST')
  })
  door.all('/api/*', () => {
    throw new Refusal('unknown_endpoint', 'no such endpoint')
  })
  door.route(
    '/',
    blobDoor(app.blobs, (grant) => isGranted(app, grant)),
  )
  door.route(
    '/',
    previewDoor(openRenditions(app), (c) => actorOf(app, authenticate, c)),
  )
  door.get('/images/:hash', (c) => picture(app, c))
  door.route('/', mailDoor(app))
  door.route('/', iconDoor())
  door.route('/', compatibleDoor(app, dispatch, [authenticateBearer]))
  door.route('/', oauthDoor(app))
  door.route('/', mcpDoor(app, dispatch, [authenticateBearer]))
  door.all('/.well-known/*', () => {
    throw new Refusal('not_found', 'nothing of that name is told here')
  })
  web(door)
  return door
}

function limit(maxSize: number, except?: string) {
  const guard = bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal('too_large', `at most ${maxSize} bytes`)
    },
  })
  return async (c: HttpContext, next: () => Promise<void>) => (c.req.path === except ? next() : guard(c, next))
}

async function readJson(app: App, c: HttpContext): Promise<unknown> {
  if (!fromOurPages(app, c.env.incoming)) throw new Refusal('cross_site', 'called from a page of another site')
  if (!/^application\/json *(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new Refusal('unsupported_media', 'the body is application/json')
  }
  try {
    return await c.req.json()
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('malformed', 'not JSON')
    if (c.env.incoming.destroyed) throw new Refusal('malformed', 'the request was cut off')
    throw error
  }
}

async function visitorOf(app: App, authenticate: Authenticator, c: HttpContext): Promise<Visitor | Actor> {
  const request: IncomingMessage = c.env.incoming
  const visitor: Visitor = {
    address: addressOf(app, request),
    userAgent: c.req.header('user-agent') ?? '',
    keep: (token) => c.header('Set-Cookie', cookie(app, token)),
    cookie: (name) => cookieOf(request, name),
  }
  const token = tokenOf(app, request)
  const session = token && (await authenticate(token))
  return session ? { ...visitor, ...session } : visitor
}

function cookie(app: App, token: string | null): string {
  const secure = app.config.url.startsWith('https:') ? '; Secure' : ''
  const life = token === null ? 0 : ABSOLUTE_END / 1_000
  return `${cookieName(app)}=${token ?? ''}; Path=/; Max-Age=${life}; HttpOnly; SameSite=Lax${secure}`
}

async function actorOf(app: App, authenticate: Authenticator, c: HttpContext): Promise<Actor> {
  const visitor = await visitorOf(app, authenticate, c)
  if (!('accountId' in visitor)) throw new Refusal('unauthenticated', 'sign in first')
  return visitor
}

async function upload(app: App, authenticate: Authenticator, c: HttpContext): Promise<object> {
  if (!fromOurPages(app, c.env.incoming)) throw new Refusal('cross_site', 'called from a page of another site')
  // A form of another site cannot send this type without asking first.
  if (!/^image\//i.test(c.req.header('content-type') ?? ''))
    throw new Refusal('unsupported_media', 'the body is a picture')
  const actor = await actorOf(app, authenticate, c)
  return await storeImage(app, actor, new Uint8Array(await c.req.arrayBuffer()), 'avatar')
}

async function picture(app: App, c: HttpContext): Promise<Response> {
  const hash = c.req.param('hash') ?? ''
  const image = /^[0-9a-f]{64}$/.test(hash) ? await readImage(app, hash) : null
  if (!image) throw new Refusal('not_found', 'no such picture')
  return c.body(new Uint8Array(image.bytes), 200, {
    'Content-Type': image.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
}

function refuse(c: HttpContext, error: Error, app: App): Response {
  if (!(error instanceof Refusal)) app.log.error({ err: error, path: c.req.path }, 'a request failed')
  const body = bodyOf(error)
  const status = errorStatus[body.code]
  if (body.retryAfter !== undefined) c.header('Retry-After', String(body.retryAfter))
  return c.json({ error: body }, status as 400)
}

/** Files whose name holds a hash stay for ever; the page itself is asked for each time. */
function web(door: Hono<Bindings>): void {
  door.use(
    '/*',
    serveStatic({
      root: WEB,
      precompressed: true,
      onFound: (path, c) => {
        const forEver = path.includes('/assets/')
        c.header('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    }),
  )
  door.get('/*', async (c, next) => {
    if (/\.[a-z0-9]+$/i.test(c.req.path)) return c.notFound()
    return serveStatic({
      root: WEB,
      path: 'index.html',
      onFound: (_, page) => page.header('Cache-Control', 'no-cache'),
    })(c, next)
  })
}
