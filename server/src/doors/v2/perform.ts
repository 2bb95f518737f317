import { isGrantedAny, Refusal } from '@naniwa/contract'
import type { App } from '../../context.ts'
import type { Grant } from '../credentials.ts'
import type { Dispatch } from '../dispatch.ts'
import { meant, readUnmade } from './direct.ts'
import { Fault, statusOf, wordsOf } from './fault.ts'
import type { Once } from './once.ts'
import type { Call, Operation, Reply } from './operation.ts'
import { takePost } from './windows.ts'

export interface Performing {
  readonly app: App
  readonly dispatch: Dispatch
  readonly grant: Grant
  readonly attempt: Once
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

/** Of the room that is meant, whatever it is called. @throws {Fault} 429 when it was one too many. */
async function requirePost(app: App, accountId: number, roomId: unknown): Promise<void> {
  const { left, endsAt } = await takePost(app, accountId, roomId)
  if (left >= 0) return
  const wait = Math.ceil((endsAt - app.clock.now().getTime()) / 1_000)
  throw new Fault(429, 'Rate limit for message posting per room exceeded.', {
    'Retry-After': String(Math.max(1, wait)),
  })
}

/** Does what an operation says, with values that fit it. @throws {Fault} */
export async function perform(
  { app, dispatch, grant: { actor }, attempt, header }: Performing,
  operation: Operation,
  values: Readonly<Record<string, unknown>>,
): Promise<Reply> {
  const verb = ((endpoint, input) => dispatch(endpoint.name, actor, input)) as Call['verb']
  const once = (async (endpoint, input) =>
    attempt.outcome ?? dispatch(endpoint.name, actor, input, { ...app, seal: attempt.seal })) as Call['once']
  try {
    const call = { app, actor, messageId: attempt.messageId, header, verb, once }
    const about = await meant(call, operation, values)
    if ('unmade' in about) return await readUnmade(call, operation, about.unmade)
    if (operation.isPost) await requirePost(app, actor.accountId, about.values.room_id)
    return await operation.run(call, about.values)
  } catch (error) {
    if (error instanceof Refusal) throw faultOf(error, operation)
    throw error
  }
}

function faultOf({ code, message, issues, retryAfter }: Refusal, operation: Operation): Fault {
  const words =
    code === 'forbidden' ? operation.forbidden : code === 'code_taken' ? takenIn(operation) : wordsOf(code, message)
  // Elsewhere they name what the caller here has not named.
  const [issue] = (code === 'invalid_input' && issues) || []
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
  return new Fault(statusOf(code), issue ? `A parameter is invalid: ${issue.message}` : words, headers)
}

/** The code of a link has the name that it has beside what else the operation takes. */
function takenIn({ parameters }: Operation): string {
  return `Parameter '${'link_code' in parameters ? 'link_code' : 'code'}' is already taken`
}
