import type { IncomingMessage } from 'node:http'
import type { App } from '../../context.ts'
import type { Dispatch } from '../dispatch.ts'
import { Fault } from './fault.ts'
import type { Standing } from './windows.ts'

/** What a request becomes: headers gather as it is done. */
export interface Exchange {
  readonly app: App
  readonly dispatch: Dispatch
  readonly request: IncomingMessage
  readonly headers: Headers
}

/** Says how a window stands. */
export function tellStanding({ headers }: Exchange, { limit, left, endsAt }: Standing): void {
  headers.set('X-RateLimit-Limit', String(limit))
  headers.set('X-RateLimit-Remaining', String(Math.max(0, left)))
  headers.set('X-RateLimit-Reset', String(Math.ceil(endsAt / 1_000)))
}

/** The same, and refuses once it is used up. @throws {Fault} 429 */
export function requireStanding(exchange: Exchange, standing: Standing): void {
  tellStanding(exchange, standing)
  if (standing.left < 0) throw new Fault(429, 'Rate limit exceeded')
}
