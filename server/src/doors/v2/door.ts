import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { App } from '../../context.ts'
import type { BearerReader } from '../credentials.ts'
import type { Dispatch } from '../dispatch.ts'
import { answer } from './answer.ts'
import { type Answered, failed } from './answered.ts'
import { callers } from './caller.ts'
import type { Exchange } from './exchange.ts'
import { Fault, UNKNOWN_ENDPOINT } from './fault.ts'
import { requireScope } from './perform.ts'
import { createRouter } from './route.ts'
import { operations } from './table.ts'

type Bindings = { Bindings: HttpBindings }
type HttpContext = Context<Bindings>

const JSON_TYPE = 'application/json; charset=utf-8'

/**
 * The public API of Chatwork at `/v2`: programs written for it work when they are told this address. It translates; every rule is
 * that of the verb behind it. Cookies open nothing here.
 *
 * @param bearers readers of bearer tokens besides API tokens.
 */
export function compatibleDoor(app: App, dispatch: Dispatch, bearers: readonly BearerReader[] = []): Hono<Bindings> {
  const find = createRouter(operations)
  const enter = callers(app, bearers)

  async function answerAt(exchange: Exchange, path: string): Promise<Answered> {
    const grant = await enter(exchange)
    const match = find(exchange.request.method ?? '', path)
    if (!match) throw new Fault(400, UNKNOWN_ENDPOINT)
    requireScope(grant, match.operation)
    return await answer(exchange, grant, match)
  }

  async function respond(c: HttpContext, path: string): Promise<Response> {
    const exchange = { app, dispatch, request: c.env.incoming, headers: new Headers() }
    const { status, body } = await answerAt(exchange, path).catch((error: unknown) => failed(exchange, error))
    if (body !== null) exchange.headers.set('Content-Type', JSON_TYPE)
    return new Response(body, { status, headers: exchange.headers })
  }

  const there = (c: HttpContext) => respond(c, below(c.env.incoming.url ?? ''))
  return (
    new Hono<Bindings>()
      .all('/v2', there)
      .all('/v2/*', there)
      .all('//v2', there)
      .all('//v2/*', there)
      // Ids are of another type there: to answer as if nothing had changed would break old clients later and worse.
      .all('/v1', (c) => respond(c, '/'))
      .all('/v1/*', (c) => respond(c, '/'))
  )
}

/** The path below `/v2`, as it was written. A base URL that ends with a slash makes two of it; who asks through a proxy names the server. */
function below(target: string): string {
  const path = target.replace(/^https?:\/\/[^/?]*/i, '').split('?')[0] ?? ''
  return path.replace(/^\/{1,2}v2\/*/, '/')
}
