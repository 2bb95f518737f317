import type { Endpoint, InputOf, OutputOf } from '@naniwa/contract'
import type { Actor, App, Visitor } from './context.ts'

type ActorOf<E extends Endpoint> = E['access'] extends 'public' ? Visitor : Actor

/** A contract and the function that fulfils it. */
export interface Route {
  readonly endpoint: Endpoint
  readonly verb: (app: App, actor: Actor, input: unknown) => Promise<unknown>
}

/** Pairs contract and function; that they fit is checked by type. */
export function route<E extends Endpoint>(
  endpoint: E,
  verb: (app: App, actor: ActorOf<E>, input: InputOf<E>) => Promise<OutputOf<E>>,
): Route {
  return { endpoint, verb: verb as Route['verb'] }
}
