import { type Condition, type Operator, operatorOf, parseQuery } from '@naniwa/contract'

/** A condition that stands before the words, as a chip. */
export interface Filter {
  readonly operator: Operator
  /** In the language of the search box. */
  readonly raw: string
  /** Who or which it is, where that is known already; of days and marks the reader's own words are used. */
  readonly name: string
}

/** What is in the search box. */
export interface Asked {
  readonly filters: readonly Filter[]
  readonly typed: string
}

export const NOTHING_ASKED: Asked = { filters: [], typed: '' }

export function queryOf({ filters, typed }: Asked): string {
  return [...filters.map(({ raw }) => raw), typed.trim()].filter(Boolean).join(' ')
}

/** Conditions that are finished, with a space behind them, leave the text and become filters. */
export function takeFilters({ filters, typed }: Asked, today: string): Asked {
  const finished = parseQuery(typed, today).filter(({ kind, end }) => kind !== 'word' && end < typed.length)
  if (finished.length === 0) return { filters, typed }
  let rest = ''
  let at = 0
  for (const { start, end } of finished) {
    rest += typed.slice(at, start)
    at = end
  }
  const taken = finished.map((condition) => filterOf(condition, typed.slice(condition.start, condition.end)))
  const words = (rest + typed.slice(at)).trimStart()
  return { filters: withFilters(filters, taken), typed: words.replace(/(?<=\s)\s+/g, '') }
}

function filterOf(condition: Condition, source: string): Filter {
  if (condition.kind === 'word') throw new TypeError('a word is no filter')
  const minus = condition.without ? '-' : ''
  const value = source.replace(/^[^:：]*[:：]/, '').replace(/["＂“”]/g, '')
  if (condition.kind === 'has') return { operator: 'has', raw: `${minus}has:${condition.mark}`, name: condition.mark }
  if (condition.kind === 'before' || condition.kind === 'after') {
    return dayFilter(condition.kind, condition.day, minus)
  }
  return namedFilter(condition.kind, value, value, minus)
}

/** A day keeps its meaning when the search is done again tomorrow. */
export function dayFilter(operator: 'before' | 'after', day: string, minus = ''): Filter {
  return { operator, raw: `${minus}${operator}:${day}`, name: day.replaceAll('-', '/') }
}

/** @param value an id, `me`, or part of a name. */
export function namedFilter(operator: 'from' | 'to' | 'in', value: string, name: string, minus = ''): Filter {
  return { operator, raw: `${minus}${operator}:${/\s/.test(value) ? `"${value}"` : value}`, name }
}

export function isWithout({ raw }: Filter): boolean {
  return raw.startsWith('-')
}

export function withFilters(filters: readonly Filter[], more: readonly Filter[]): readonly Filter[] {
  return [...filters, ...more.filter(({ raw }) => !filters.some((one) => one.raw === raw))]
}

/** The words that must be there, to highlight and to find names by. */
export function plainWords(typed: string, today: string): string {
  return parseQuery(typed, today)
    .flatMap((condition) => (condition.kind === 'word' && !condition.without ? [condition.text] : []))
    .join(' ')
}

/** What is being typed at the end: a condition whose value is wanted, or a word that may become one. */
export type Ending =
  | {
      readonly kind: 'value'
      readonly operator: Operator
      readonly minus: string
      readonly value: string
      readonly start: number
    }
  | { readonly kind: 'word'; readonly text: string; readonly start: number }

export function endingOf(typed: string): Ending | null {
  const valued = /(?:^|\s)([-－−]?)(\p{L}{2,8})[:：](?:["＂“]([^"＂“”]*)|([^\s"＂“”]*))$/u.exec(typed)
  const operator = valued && operatorOf(valued[2] ?? '')
  if (valued && operator) {
    const start = valued.index + (/^\s/.test(valued[0]) ? 1 : 0)
    return { kind: 'value', operator, minus: valued[1] ? '-' : '', value: valued[3] ?? valued[4] ?? '', start }
  }
  const word = /(?:^|\s)(\p{L}{2,8})$/u.exec(typed)
  if (!word) return null
  return { kind: 'word', text: word[1] ?? '', start: typed.length - (word[1] ?? '').length }
}
