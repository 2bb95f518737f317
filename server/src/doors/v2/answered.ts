import { bodyOf } from '../dispatch.ts'
import type { Exchange } from './exchange.ts'
import { Fault, statusOf, wordsOf } from './fault.ts'
import { NO_CONTENT, type Reply } from './operation.ts'

/** What a request is answered with. */
export interface Answered {
  readonly status: number
  readonly body: string | null
}

export function answered(reply: Reply): Answered {
  return reply === NO_CONTENT ? { status: 204, body: null } : { status: 200, body: json(reply) }
}

/** Whatever was thrown becomes a status and the texts of what was wrong; what is our fault is logged and not told. */
export function failed(exchange: Exchange, error: unknown): Answered {
  const { app, request, headers } = exchange
  if (error instanceof Fault) {
    for (const [name, value] of Object.entries(error.headers)) headers.set(name, value)
    if (error.status === 429 && !headers.has('Retry-After')) headers.set('Retry-After', waitOf(exchange))
    return { status: error.status, body: json({ errors: [error.message] }) }
  }
  const { code, message, retryAfter } = bodyOf(error)
  if (code === 'internal') app.log.error({ err: error, path: request.url?.split('?')[0] }, 'a call of the API failed')
  if (retryAfter !== undefined) headers.set('Retry-After', String(retryAfter))
  return { status: statusOf(code), body: json({ errors: [wordsOf(code, message)] }) }
}

/** Seconds until the window that was told of begins anew. */
function waitOf({ app, headers }: Exchange): string {
  const reset = Number(headers.get('X-RateLimit-Reset') ?? 0)
  return String(Math.max(1, reset - Math.floor(app.clock.now().getTime() / 1_000)))
}

/** JSON in ASCII: everything else is written as `\uXXXX`. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
