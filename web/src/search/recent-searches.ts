import { type Asked, type Filter, queryOf } from './query.ts'

const KEPT = 20

const keyOf = (accountId: number) => `naniwa.searches.${accountId}`

/** What this account looked for and opened on this device, newest first. */
export function recentSearches(accountId: number): Asked[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(accountId)) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isAsked) : []
  } catch {
    return []
  }
}

export function noteSearch(accountId: number, asked: Asked): void {
  const query = queryOf(asked)
  if (query === '') return
  const others = recentSearches(accountId).filter((other) => queryOf(other) !== query)
  try {
    localStorage.setItem(keyOf(accountId), JSON.stringify([asked, ...others].slice(0, KEPT)))
  } catch {
    // Storage may be forbidden: the search is then forgotten.
  }
}

export function forgetSearches(accountId: number): void {
  try {
    localStorage.removeItem(keyOf(accountId))
  } catch {
    // Where storage is forbidden nothing was kept.
  }
}

function isAsked(value: unknown): value is Asked {
  const { typed, filters } = (value ?? {}) as Partial<Asked>
  return typeof typed === 'string' && Array.isArray(filters) && filters.every(isFilter)
}

function isFilter(value: unknown): value is Filter {
  const { operator, raw, name } = (value ?? {}) as Partial<Filter>
  return [operator, raw, name].every((part) => typeof part === 'string')
}
