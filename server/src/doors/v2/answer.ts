import type { Grant } from '../credentials.ts'
import { type Answered, answered, failed } from './answered.ts'
import type { Exchange } from './exchange.ts'
import { type Input, readInput, valuesOf } from './input.ts'
import { everyTime, fingerprint, type Once, onlyOnce } from './once.ts'
import type { Operation } from './operation.ts'
import { perform } from './perform.ts'
import type { Match } from './route.ts'

/** Reads what a request brought and does what it asks for; a POST with `Idempotency-Key` once. @throws {Fault} */
export async function answer(exchange: Exchange, grant: Grant, match: Match): Promise<Answered> {
  const input = await readInput(exchange.request, match.operation)
  try {
    return await answerInput(exchange, grant, match, input)
  } finally {
    await input.discard()
  }
}

async function answerInput(
  exchange: Exchange,
  grant: Grant,
  { operation, place }: Match,
  input: Input,
): Promise<Answered> {
  const { app, dispatch, headers } = exchange
  const values = { ...valuesOf(operation, input), ...place }
  const print = fingerprint(`${operation.path} ${JSON.stringify(place)}`, input.form)
  const once = await onceOf(exchange, grant.actor.accountId, operation, print)
  if (once.replay) {
    headers.set('Idempotency-Replayed', 'true')
    return once.replay
  }
  const header = (name: string, value: string) => headers.set(name, value)
  const done = await perform({ app, dispatch, grant, attempt: once, header }, operation, values)
    .then(answered)
    .catch((error: unknown) => failed(exchange, error))
  await once.settle(done)
  return done
}

function onceOf({ app, request }: Exchange, accountId: number, { method }: Operation, print: string): Promise<Once> {
  const key = request.headers['idempotency-key']
  if (method !== 'POST' || typeof key !== 'string') return Promise.resolve(everyTime(app))
  return onlyOnce(app, accountId, key, print)
}
