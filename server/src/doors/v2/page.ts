import { badRequest } from './fault.ts'
import { count, id } from './kinds.ts'
import { added, type Call } from './operation.ts'

/** Most entries of any list. Source: the public API. */
export const PAGE = 100
/** Where the next page begins; sent only to those who ask for pages. */
const NEXT = 'X-Next-Cursor'

/** What makes a list come in pages. */
export const pageParameters = {
  limit: added(count(PAGE), 'How many at most.'),
  cursor: added(id, '`X-Next-Cursor` of the answer before: goes on from there.'),
}

/** What a page asks a verb for that pages itself. */
export function newestOf({ limit = PAGE, cursor: before }: Page): { limit: number; before?: number } {
  return { limit, ...(before !== undefined && { before }) }
}

export interface Page {
  readonly limit: number | undefined
  readonly cursor: number | undefined
}

/**
 * A page of a list, newest first by id, so that what is done or deleted meanwhile moves nothing. Tells where the next begins to
 * whoever asked for a page.
 */
export function paged<T>(call: Call, all: readonly T[], { limit, cursor }: Page, idOf: (one: T) => number): T[] {
  const older = all.filter((one) => cursor === undefined || idOf(one) < cursor).sort((a, b) => idOf(b) - idOf(a))
  const shown = older.slice(0, limit ?? PAGE)
  tellNext(call, { limit, cursor }, older.length > shown.length ? String(idOf(shown.at(-1) as T)) : null)
  return shown
}

/** @param next where the next page begins; null where this is the last. */
export function tellNext(
  { header }: Call,
  { limit, cursor }: { readonly limit: unknown; readonly cursor: unknown },
  next: string | null,
): void {
  if (next !== null && (limit !== undefined || cursor !== undefined)) header(NEXT, next)
}

/** Refuses two parameters that contradict each other. */
export function onlyOneOf(values: Readonly<Record<string, unknown>>): void {
  const given = Object.keys(values).filter((name) => values[name] !== undefined)
  if (given.length > 1) throw badRequest(`Parameters '${given[0]}' and '${given[1]}' exclude each other`)
}
