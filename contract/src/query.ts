import { addDays } from './days.ts'
import { fold, type TextRange } from './fold.ts'

/*
 * The language of the search box. Conditions stand side by side and all must hold: words (any part of a text), "phrases",
 * from: in: to: has: before: after:, each turned round by a minus before it. Signs and spaces may be full width; the names have
 * Japanese ones beside them. What is no condition is a word, so nothing typed is ever an error.
 */

/** Longest query, in UTF-16 units. */
export const QUERY_LENGTH = 500

export const MARKS = ['link', 'file', 'task'] as const
/** What a message can have in it. */
export type Mark = (typeof MARKS)[number]

export type Meaning =
  /** Folded. */
  | { readonly kind: 'word'; readonly text: string }
  /** `who`: `me`, an account's id, or part of a name; folded. */
  | { readonly kind: 'from' | 'to'; readonly who: string }
  /** A room's id, or part of its name; folded. */
  | { readonly kind: 'in'; readonly room: string }
  | { readonly kind: 'has'; readonly mark: Mark }
  /** `YYYY-MM-DD`. `after` begins with that day, `before` ends before it. */
  | { readonly kind: 'before' | 'after'; readonly day: string }

/** One thing that must hold; with `without`, must not. The range is where it stands in the query. */
export type Condition = Meaning & Readonly<{ without: boolean }> & TextRange

/** What stands before the colon of a condition. */
export type Operator = Exclude<Meaning['kind'], 'word'>

const KINDS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['from', 'from'],
  ['送信者', 'from'],
  ['差出人', 'from'],
  ['to', 'to'],
  ['宛先', 'to'],
  ['in', 'in'],
  ['部屋', 'in'],
  ['るーむ', 'in'],
  ['has', 'has'],
  ['含む', 'has'],
  ['before', 'before'],
  ['以前', 'before'],
  ['after', 'after'],
  ['以降', 'after'],
])
const MARK_NAMES: ReadonlyMap<string, Mark> = new Map<string, Mark>([
  ['link', 'link'],
  ['url', 'link'],
  ['りんく', 'link'],
  ['file', 'file'],
  ['ふぁいる', 'file'],
  ['task', 'task'],
  ['たすく', 'task'],
])
const ME = new Set(['me', '自分', '私'])
const DAYS_AGO: ReadonlyMap<string, number> = new Map<string, number>([
  ['today', 0],
  ['今日', 0],
  ['本日', 0],
  ['きょう', 0],
  ['yesterday', 1],
  ['昨日', 1],
  ['きのう', 1],
  ['一昨日', 2],
  ['おととい', 2],
])

// A minus, a name with its colon, and what follows: a quoted text, closed or not, or everything up to the next space.
const PART = /([-－−](?=\S))?(?:(\p{L}{2,8})([:：]))?(?:["＂“”]([^"＂“”]*)["＂“”]?|(\S*))/uy

/**
 * The conditions of a query in the order they were typed, each with its place. A condition that is not finished (`from:`) or
 * says nothing is left out. Never throws.
 *
 * @param today `YYYY-MM-DD` where the reader is.
 */
export function parseQuery(query: string, today: string): Condition[] {
  const conditions: Condition[] = []
  for (let start = spaceEnd(query, 0); start < query.length; ) {
    PART.lastIndex = start
    const part = PART.exec(query)
    const end = Math.max(PART.lastIndex, start + 1)
    const meaning = part && readPart(part, today)
    if (meaning) conditions.push({ ...meaning, without: part[1] !== undefined, start, end })
    start = spaceEnd(query, end)
  }
  return conditions
}

function spaceEnd(query: string, from: number): number {
  let at = from
  while (/\s/.test(query.charAt(at))) at += 1
  return at
}

function readPart(part: RegExpExecArray, today: string): Meaning | undefined {
  const [whole, minus = '', name, , quoted, bare = ''] = part
  const kind = name === undefined ? undefined : KINDS.get(fold(name))
  if (kind) {
    const value = fold(quoted ?? bare).trim()
    if (value === '') return undefined
    const meaning = meaningOf(kind, value, today)
    if (meaning) return meaning
  }
  const text = fold(name === undefined ? (quoted ?? bare) : whole.slice(minus.length)).trim()
  return text === '' ? undefined : { kind: 'word', text }
}

function meaningOf(kind: Operator, value: string, today: string): Meaning | undefined {
  if (kind === 'has') {
    const mark = MARK_NAMES.get(value)
    return mark && { kind, mark }
  }
  if (kind === 'before' || kind === 'after') {
    const day = dayOf(value, today)
    return day === undefined ? undefined : { kind, day }
  }
  if (kind === 'in') return { kind, room: value }
  const who = value.replace(/^@(?=.)/, '')
  return { kind, who: ME.has(who) ? 'me' : who }
}

function dayOf(value: string, today: string): string | undefined {
  const ago = DAYS_AGO.get(value)
  if (ago !== undefined) return addDays(today, -ago)
  const full =
    /^((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(value) ?? /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(value)
  if (full) return realDay(full[1], full[2], full[3])
  const short = /^(\d{1,2})[-/月](\d{1,2})日?$/.exec(value)
  if (!short) return undefined
  // Without a year: the last such day that is not to come.
  const year = Number(today.slice(0, 4))
  const thisYear = realDay(String(year), short[1], short[2])
  return thisYear && thisYear <= today ? thisYear : realDay(String(year - 1), short[1], short[2])
}

function realDay(year = '', month = '', day = ''): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}

/** The condition that a name before a colon begins, in either language and any width and case. */
export function operatorOf(name: string): Operator | undefined {
  return KINDS.get(fold(name))
}

/** The words to highlight: those that must be there, folded. */
export function soughtWords(conditions: readonly Condition[]): string[] {
  return conditions.flatMap((condition) => (condition.kind === 'word' && !condition.without ? [condition.text] : []))
}
