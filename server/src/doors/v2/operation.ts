import type { CallOf, Endpoint, OutputOf, Scope } from '@naniwa/contract'
import type { Actor, App } from '../../context.ts'
import type { Kind, Raw } from './kinds.ts'
import type { Answer } from './views.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A parameter that is not part of the path: in the query of GET, in the form of POST and PUT, in either of DELETE. */
export interface Parameter<T> {
  readonly kind: Kind<unknown>
  readonly need: 'required' | 'optional'
  readonly summary: string
  /** What it is when it does not come, for the reference. */
  readonly fallback?: unknown
  /** Not of the original: old clients never send it. */
  readonly isExtension?: true
  readonly value?: T
}

export function required<T>(kind: Kind<T>, summary: string): Parameter<T> {
  return { kind, need: 'required', summary }
}

export function optional<T>(kind: Kind<T>, summary: string): Parameter<T | undefined>
export function optional<T, const D>(kind: Kind<T>, summary: string, fallback: D): Parameter<T | D>
export function optional(kind: Kind<unknown>, summary: string, fallback?: unknown): Parameter<unknown> {
  return { kind, need: 'optional', summary, fallback }
}

/** An optional parameter of the extension. */
export function added<T>(kind: Kind<T>, summary: string): Parameter<T | undefined> {
  return { kind, need: 'optional', summary, isExtension: true }
}

type Parameters = Readonly<Record<string, Parameter<unknown>>>

/** The parts of a path in braces; message ids are text, all others integers. */
type PlaceOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [N in Name]: N extends 'message_id' ? string : number } & PlaceOf<Rest>
  : unknown

type ValuesOf<P extends Parameters> = {
  readonly [N in keyof P]: P[N] extends Parameter<infer T> ? T : never
}

/** Who calls, and the one way to what they want. */
export interface Call {
  readonly app: App
  readonly actor: Actor
  /** For retries that must not do a thing twice: the id that a message sent by this call has. */
  readonly messageId: string
  /** Calls an endpoint of the product in the actor's name. */
  verb<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<OutputOf<E>>
  /**
   * The same for what makes something, one call of an operation: tried again with its key it is not done again, and answers as it
   * did.
   */
  once<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<OutputOf<E>>
  /** Adds a header to the answer. */
  header(name: string, value: string): void
}

export const NO_CONTENT = Symbol('204')

/** A JSON body with status 200, or none with 204. */
export type Reply = Answer | readonly Answer[] | typeof NO_CONTENT

interface Definition<Path extends string, P extends Parameters> {
  readonly method: Method
  readonly path: Path
  /** One sentence; becomes the reference. */
  readonly summary: string
  /** Any one of them is enough. */
  readonly scopes: readonly Scope[]
  readonly parameters?: P
  /** Not one of the original's 32. */
  readonly isExtension?: true
  /** Counts against the limit of posts to one room. */
  readonly isPost?: true
  /** What is said to those who may not. */
  readonly forbidden?: string
  /** What the body is like. None: there never is one. */
  readonly example?: Answer | readonly Answer[]
  run(call: Call, input: PlaceOf<Path> & ValuesOf<P>): Promise<Reply>
}

export interface Operation {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly scopes: readonly Scope[]
  readonly parameters: Parameters
  readonly isExtension: boolean
  readonly isPost: boolean
  readonly forbidden: string
  readonly example: Answer | readonly Answer[] | undefined
  run(call: Call, input: Readonly<Record<string, unknown>>): Promise<Reply>
}

export function operation<const Path extends string, const P extends Parameters = Record<never, never>>(
  definition: Definition<Path, P>,
): Operation {
  return {
    method: definition.method,
    path: definition.path,
    summary: definition.summary,
    scopes: definition.scopes,
    parameters: definition.parameters ?? {},
    isExtension: definition.isExtension ?? false,
    isPost: definition.isPost ?? false,
    forbidden: definition.forbidden ?? "You don't have permission to do this.",
    example: definition.example,
    run: definition.run as Operation['run'],
  }
}

/** An answer's list: none is 204. */
export function listed(answers: readonly Answer[]): Reply {
  return answers.length === 0 ? NO_CONTENT : answers
}

/** What a request brought, by name. */
export type RawValues = ReadonlyMap<string, Raw>
