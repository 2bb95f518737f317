import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'

/** Who may call: anybody, a signed-in person, or an administrator of an organization. */
export type Access = 'public' | 'account' | 'administrator'

/**
 * One thing the server does. Reached as `POST /api/<noun>/<verb>` with a JSON body, or as a socket call of the same name.
 * The output of a verb that changes something is also the payload of the event that tells everyone else.
 */
export interface Endpoint<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly access: Access
  /** One sentence; becomes the API reference. */
  readonly summary: string
  readonly input: Input
  readonly output: Output
  /** Beyond `commonErrors` and, unless public, `unauthenticated`. */
  readonly errors: readonly ErrorCode[]
}

export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition
}

export type InputOf<E extends Endpoint> = z.output<E['input']>
/** What a caller writes: optional fields with defaults may be left out. */
export type CallOf<E extends Endpoint> = z.input<E['input']>
export type OutputOf<E extends Endpoint> = z.output<E['output']>

/** `messages.send` → `/api/messages/send`. */
export function pathOf(name: string): string {
  return `/api/${name.replace('.', '/')}`
}
