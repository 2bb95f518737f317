import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { App } from '../../context.ts'
import { networkOf } from '../../lib/network.ts'
import { type BearerReader, type Grant, grantOf, Unauthenticated } from '../credentials.ts'
import type { Dispatch } from '../dispatch.ts'
import { bodyOf } from '../dispatch.ts'
import { addressOf } from '../request.ts'
import { Fault, statusOf, UNKNOWN_ENDPOINT, wordsOf } from './fault.ts'
import { type Input, readInput, valuesOf } from './input.ts'
import { type Answered, everyTime, fingerprint, type Once, onlyOnce } from './once.ts'
import { NO_CONTENT, type Operation, type Reply } from './operation.ts'
import { perform, requireScope } from './perform.ts'
import { createRouter } from './route.ts'
import { operations } from './table.ts'
import { CALLS_SECONDS, networkWindows, type Standing, takeCall } from './windows.ts'

type Bindings = { Bindings: HttpBindings }
type HttpContext = Context<Bindings>

const JSON_TYPE = 'application/json; charset=utf-8'

/** What a request becomes: headers gather as it is done. */
interface Exchange {
  readonly app: App
  readonly dispatch: Dispatch
  readonly request: IncomingMessage
  readonly headers: Headers
}

/**
 * The public API of Chatwork at `/v2`: programs written for it work when they are told this address. It translates; every rule is
 * that of the verb behind it. Cookies open nothing here.
 *
 * @param bearers readers of bearer tokens besides API tokens.
 */
export function compatibleDoor(app: App, dispatch: Dispatch, bearers: readonly BearerReader[] = []): Hono<Bindings> {
  const find = createRouter(operations)
  const calls = { count: app.config.apiCalls, seconds: CALLS_SECONDS }
  const [strangers, unknown] = [networkWindows(app, calls), networkWindows(app, calls)]

  /** Who calls, and the call counted. Where the database is away, nobody can tell: then the network's window is shown. */
  async function enter({ app, request, headers }: Exchange): Promise<[Grant, Standing]> {
    try {
      const grant = await grantOf(app, request, bearers)
      return [grant, await takeCall(app, grant.actor.accountId)]
    } catch (error) {
      const network = networkOf(addressOf(app, request))
      if (error instanceof Unauthenticated) refuseStranger(headers, strangers(network), error)
      tell(headers, unknown(network))
      throw error
    }
  }

  async function answer(exchange: Exchange, path: string): Promise<Answered> {
    const [grant, standing] = await enter(exchange)
    show(exchange.headers, standing)
    const match = find(exchange.request.method ?? '', path)
    if (!match) throw new Fault(400, UNKNOWN_ENDPOINT)
    requireScope(grant, match.operation)
    return await answerOperation(exchange, grant, match.operation, match.place)
  }

  async function respond(c: HttpContext, path: string | null): Promise<Response> {
    const exchange = { app, dispatch, request: c.env.incoming, headers: new Headers() }
    const { status, body } = await answer(exchange, path ?? '/').catch((error: unknown) => failed(exchange, error))
    if (body !== null) exchange.headers.set('Content-Type', JSON_TYPE)
    return new Response(body, { status, headers: exchange.headers })
  }

  // A base URL that ends with a slash makes two of it.
  const below = (c: HttpContext) => (c.env.incoming.url ?? '').split('?')[0]?.replace(/^\/v2\/*/, '/') ?? '/'
  return (
    new Hono<Bindings>()
      .all('/v2', (c) => respond(c, '/'))
      .all('/v2/*', (c) => respond(c, below(c)))
      // Ids are of another type there: to answer as if nothing had changed would break old clients later and worse.
      .all('/v1', (c) => respond(c, '/'))
      .all('/v1/*', (c) => respond(c, '/'))
  )
}

/** 401, counted by network, so that guessing ends. */
function refuseStranger(headers: Headers, standing: Standing, { kind }: Unauthenticated): never {
  show(headers, standing)
  if (kind !== 'bearer') throw new Fault(401, 'Invalid API token')
  const challenge = 'Bearer error="invalid_token", error_description="The access token expired"'
  throw new Fault(401, 'Invalid access token', { 'WWW-Authenticate': challenge })
}

/** Says how the window stands, and refuses once it is used up. */
function show(headers: Headers, standing: Standing): void {
  tell(headers, standing)
  if (standing.left < 0) throw new Fault(429, 'Rate limit exceeded')
}

function tell(headers: Headers, { limit, left, endsAt }: Standing): void {
  headers.set('X-RateLimit-Limit', String(limit))
  headers.set('X-RateLimit-Remaining', String(Math.max(0, left)))
  headers.set('X-RateLimit-Reset', String(Math.ceil(endsAt / 1_000)))
}

async function answerOperation(
  exchange: Exchange,
  grant: Grant,
  operation: Operation,
  place: Readonly<Record<string, unknown>>,
): Promise<Answered> {
  const input = await readInput(exchange.request, operation)
  try {
    return await answerInput(exchange, grant, operation, place, input)
  } finally {
    await input.discard()
  }
}

async function answerInput(
  exchange: Exchange,
  grant: Grant,
  operation: Operation,
  place: Readonly<Record<string, unknown>>,
  input: Input,
): Promise<Answered> {
  const { app, dispatch, headers } = exchange
  const values = { ...valuesOf(operation, input), ...place }
  const { accountId } = grant.actor
  const print = fingerprint(`${operation.path} ${JSON.stringify(place)}`, input.form)
  const once = await onceOf(exchange, accountId, operation, print)
  if (once.replay) {
    headers.set('Idempotency-Replayed', 'true')
    return once.replay
  }
  const work = async () => {
    const header = (name: string, value: string) => headers.set(name, value)
    return answered(await perform({ app, dispatch, grant, attempt: once, header }, operation, values))
  }
  const done = await work().catch((error: unknown) => failed(exchange, error))
  await once.settle(done)
  return done
}

function onceOf({ app, request }: Exchange, accountId: number, operation: Operation, print: string): Promise<Once> {
  const key = request.headers['idempotency-key']
  if (operation.method !== 'POST' || typeof key !== 'string') return Promise.resolve(everyTime(app))
  return onlyOnce(app, accountId, key, print)
}

function answered(reply: Reply): Answered {
  return reply === NO_CONTENT ? { status: 204, body: null } : { status: 200, body: json(reply) }
}

/** JSON in ASCII: everything else is written as `\uXXXX`. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Whatever was thrown becomes a status and the texts of what was wrong; what is our fault is logged and not told. */
function failed({ app, request, headers }: Exchange, error: unknown): Answered {
  if (error instanceof Fault) {
    for (const [name, value] of Object.entries(error.headers)) headers.set(name, value)
    if (error.status === 429 && !headers.has('Retry-After')) headers.set('Retry-After', waitOf(app, headers))
    return { status: error.status, body: json({ errors: [error.message] }) }
  }
  const { code, message, retryAfter } = bodyOf(error)
  if (code === 'internal') app.log.error({ err: error, path: request.url?.split('?')[0] }, 'a call of the API failed')
  if (retryAfter !== undefined) headers.set('Retry-After', String(retryAfter))
  return { status: statusOf(code), body: json({ errors: [wordsOf(code, message)] }) }
}

function waitOf(app: App, headers: Headers): string {
  const reset = Number(headers.get('X-RateLimit-Reset') ?? 0)
  return String(Math.max(1, reset - Math.floor(app.clock.now().getTime() / 1_000)))
}
