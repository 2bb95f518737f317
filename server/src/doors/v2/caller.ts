import type { App } from '../../context.ts'
import { networkOf } from '../../lib/network.ts'
import { type BearerReader, type Grant, grantOf, Unauthenticated } from '../credentials.ts'
import { addressOf } from '../request.ts'
import { type Exchange, requireStanding, tellStanding } from './exchange.ts'
import { Fault } from './fault.ts'
import { CALLS_SECONDS, networkWindows, type Standing, takeCall } from './windows.ts'

/**
 * Who calls, their call being counted; whoever is nobody is counted by network, so that guessing ends. Where the database is away,
 * nobody can tell: then the network's window is shown. What comes of it throws 401 and 429.
 */
export function callers(app: App, bearers: readonly BearerReader[]): (exchange: Exchange) => Promise<Grant> {
  const calls = { count: app.config.apiCalls, seconds: CALLS_SECONDS }
  const [strangers, unknown] = [networkWindows(app, calls), networkWindows(app, calls)]

  async function enter({ request }: Exchange): Promise<[Grant, Standing]> {
    const grant = await grantOf(app, request, bearers)
    return [grant, await takeCall(app, grant.actor.accountId)]
  }

  function refuse(exchange: Exchange, error: unknown): never {
    const network = networkOf(addressOf(app, exchange.request))
    if (error instanceof Unauthenticated) {
      requireStanding(exchange, strangers(network))
      throw faultOf(error)
    }
    tellStanding(exchange, unknown(network))
    throw error
  }

  return async (exchange) => {
    const [grant, standing] = await enter(exchange).catch((error: unknown) => refuse(exchange, error))
    requireStanding(exchange, standing)
    return grant
  }
}

function faultOf({ kind }: Unauthenticated): Fault {
  if (kind !== 'bearer') return new Fault(401, 'Invalid API token')
  const challenge = 'Bearer error="invalid_token", error_description="The access token expired"'
  return new Fault(401, 'Invalid access token', { 'WWW-Authenticate': challenge })
}
