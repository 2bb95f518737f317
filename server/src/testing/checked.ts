import { isDeepStrictEqual } from 'node:util'
import {
  commonErrors,
  type Endpoint,
  type ErrorBody,
  errorBody,
  events,
  Refusal,
  type ServerFrame,
} from '@naniwa/contract'
import { z } from 'zod'

/** Throws unless the value is what the schema says to the letter: nothing more, nothing less, nothing filled in. */
function exactly(what: string, schema: z.ZodType, value: unknown): void {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Error(`${what} does not fit the contract: ${z.prettifyError(parsed.error)}`)
  if (!isDeepStrictEqual(parsed.data, value)) throw new Error(`${what} is not as the contract writes it`)
}

/** An output as the contract has it. */
export function checkOutput(endpoint: Endpoint, output: unknown): unknown {
  exactly(`the output of ${endpoint.name}`, endpoint.output, output)
  return output
}

/** A refusal with a code that the endpoint may answer with. */
export function checkError(endpoint: Endpoint | undefined, error: unknown): Refusal {
  exactly(`an error of ${endpoint?.name ?? 'a frame'}`, errorBody, error)
  const { code, message, ...details } = error as ErrorBody
  const possible: readonly string[] = [...commonErrors, 'unauthenticated', ...(endpoint?.errors ?? [])]
  if (!possible.includes(code)) throw new Error(`${endpoint?.name} answers ${code}, which is none of its errors`)
  return new Refusal(code, message, details)
}

const heartbeat = z.strictObject({
  ticks: z.array(z.tuple([z.int().positive(), z.int().positive()])),
  accountTick: z.int().nonnegative(),
})
const goodbye = z.strictObject({ goodbye: z.int().nonnegative() })
const reply = z.union([
  z.strictObject({ reply: z.int(), output: z.unknown() }),
  z.strictObject({ reply: z.int().nullable(), error: z.unknown() }),
])

/** A frame of the server's, checked from outside in; what an answer holds is checked by {@link checkOutput}. */
export function checkFrame(text: string): ServerFrame {
  const frame = JSON.parse(text) as ServerFrame
  if ('event' in frame) {
    exactly('an event', z.strictObject({ event: z.enum(Object.keys(events)), data: z.unknown() }), frame)
    exactly(`the event ${frame.event}`, events[frame.event], frame.data)
  } else if ('ticks' in frame) exactly('a heartbeat', heartbeat, frame)
  else if ('goodbye' in frame) exactly('a goodbye', goodbye, frame)
  else exactly('an answer', reply, frame)
  return frame
}
