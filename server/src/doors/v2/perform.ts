import { isGrantedAny, Refusal } from '@naniwa/contract'
import type { App } from '../../context.ts'
import type { Grant } from '../credentials.ts'
import type { Dispatch } from '../dispatch.ts'
import { withRoom } from './direct.ts'
import { Fault, statusOf, wordsOf } from './fault.ts'
import type { Call, Operation, Reply } from './operation.ts'

export interface Performing {
  readonly app: App
  readonly dispatch: Dispatch
  readonly grant: Grant
  readonly messageId: string
  header(name: string, value: string): void
}

/** Throws 403 unless the operation is among what was granted. */
export function requireScope({ scopes, kind }: Grant, operation: Operation): void {
  if (isGrantedAny(scopes, operation.scopes)) return
  const needed = operation.scopes.join(' ')
  const words = 'The token lacks the scope for this'
  const challenge = `Bearer error="insufficient_scope", error_description="${words}", scope="${needed}"`
  throw new Fault(403, `${words}: one of ${needed}`, kind === 'bearer' ? { 'WWW-Authenticate': challenge } : {})
}

/** Does what an operation says, with values that fit it. @throws {Fault} */
export async function perform(
  { app, dispatch, grant: { actor }, messageId, header }: Performing,
  operation: Operation,
  values: Readonly<Record<string, unknown>>,
): Promise<Reply> {
  const verb = ((endpoint, input) => dispatch(endpoint.name, actor, input)) as Call['verb']
  try {
    const call = { app, actor, messageId, header, verb }
    return await operation.run(call, await withRoom(call, values))
  } catch (error) {
    if (error instanceof Refusal) throw faultOf(error, operation)
    throw error
  }
}

function faultOf({ code, message, issues, retryAfter }: Refusal, operation: Operation): Fault {
  const words = code === 'forbidden' ? operation.forbidden : wordsOf(code, message)
  // Elsewhere they name what the caller here has not named.
  const [issue] = (code === 'invalid_input' && issues) || []
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
  return new Fault(statusOf(code), issue ? `A parameter is invalid: ${issue.message}` : words, headers)
}
