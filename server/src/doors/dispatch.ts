import { type ErrorBody, type Issue, Refusal } from '@naniwa/contract'
import type { z } from 'zod'
import { isStoreAway } from '../blobs/blobs.ts'
import type { Actor, App, Visitor } from '../context.ts'
import { CommittedAlone, isOutage } from '../db/errors.ts'
import { Overloaded } from '../db/lane.ts'
import { takeTurnsEach } from '../lib/turns.ts'
import type { Route } from '../route.ts'

/** The one way through which every door reaches a verb, done by the app of the server or by another `by`. */
export type Dispatch = (name: string, visitor: Visitor | Actor, input: unknown, by?: App) => Promise<unknown>

/** Most issues named in one refusal. */
const ISSUES = 20

/** Calls of one account that are under way at once, and that wait for their turn: nobody takes all connections of the database. */
const EACH = { atOnce: 16, waiting: 512 }

/** Made again without an id of one's own (a task, a room, a link), it would be there twice. */
const ALONE = 'it was done, but a failure may still undo it: look before you do it again'

/** Validates, calls, and lets only refusals out: whatever else is thrown is logged and becomes `internal`. */
export function createDispatch(app: App, routes: readonly Route[]): Dispatch {
  const byName = new Map(routes.map((route) => [route.endpoint.name, route]))
  const inTurn = takeTurnsEach<number>('calls of one account', EACH)
  return async (name, visitor, input, by = app) => {
    const route = byName.get(name)
    if (!route) throw new Refusal('unknown_endpoint', 'no such endpoint')
    if (route.endpoint.access !== 'public' && !('accountId' in visitor)) {
      throw new Refusal('unauthenticated', 'sign in first')
    }
    const done = watch(app, visitor, name)
    try {
      const parsed = route.endpoint.input.safeParse(input)
      if (!parsed.success) throw invalid(parsed.error)
      const call = () => route.verb(by, visitor as Actor, parsed.data)
      const output = 'accountId' in visitor ? await inTurn(visitor.accountId, call) : await call()
      done('done')
      return output
    } catch (error) {
      const refusal = refusalFrom(app, name, error)
      done(refusal.code)
      throw refusal
    }
  }
}

/** Answers with what hears how the call ended. */
function watch(app: App, visitor: Visitor | Actor, endpoint: string): (outcome: string) => void {
  const end = app.metrics.calls.startTimer({ endpoint })
  const accountId = 'accountId' in visitor ? visitor.accountId : null
  return (outcome) => {
    const ms = Math.round(end({ outcome }) * 1e6) / 1_000
    app.access.write({ accountId, program: visitor.program ?? null, endpoint, outcome, ms })
  }
}

function invalid(error: z.ZodError): Refusal {
  const issues: Issue[] = error.issues
    .slice(0, ISSUES)
    .map((issue) => ({ path: issue.path.join('.').slice(0, 200), message: issue.message.slice(0, 200) }))
  return new Refusal('invalid_input', 'the input does not fit', { issues })
}

function refusalFrom(app: App, name: string, error: unknown): Refusal {
  if (!(error instanceof Refusal || error instanceof Overloaded)) {
    app.log.error({ err: error, endpoint: name }, 'a call failed')
  }
  return refusalOf(error)
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof Overloaded) return new Refusal('overloaded', 'too much is waiting', { retryAfter: 2 })
  if (isStoreAway(error)) return new Refusal('unavailable', 'files cannot be reached', { retryAfter: 5 })
  if (error instanceof CommittedAlone) return new Refusal('unavailable', ALONE, { retryAfter: 2 })
  if (isOutage(error)) return new Refusal('unavailable', 'the database cannot be reached', { retryAfter: 2 })
  return new Refusal('internal', 'something went wrong here')
}

/** What a door answers with, whatever was thrown. */
export function bodyOf(error: unknown): ErrorBody {
  return refusalOf(error).toBody()
}
