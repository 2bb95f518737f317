import { type Mark, searched } from '@naniwa/contract'

/** Changes when what is below, or the folding of the contract, changes: rooms built by other rules are built again. */
export const RULES = '2'

/** Messages in a segment. */
export const SEGMENT = 32
/** Between the lines of a segment. */
export const LINE_END = '\u0001'
/** Between the words of a line and its marks. No gram spans it. */
export const WORDS_END = '\u0002'

export interface Source {
  readonly accountId: number
  readonly kind: 'message' | 'system'
  readonly body: string
  readonly mentions: readonly number[]
  readonly toAll: boolean
  readonly deleted: boolean
}

/**
 * A message as the index holds it: its folded words, and behind them a mark for each thing that can be asked for without a
 * word. Marks are made of characters that folded words never hold, so that asking for a mark is asking for a word. Empty when
 * there is nothing to find: deleted, or a line of the product's without words.
 */
export function lineOf(message: Source): string {
  if (message.deleted) return ''
  const { text, marks } = searched(message.body)
  if (message.kind === 'system' && text === '') return ''
  const all = [
    authorMark(message.accountId),
    ...message.mentions.map(addressedMark),
    ...(message.toAll ? [TO_ALL_MARK] : []),
    ...marks.map(hasMark),
  ]
  return `${text}${WORDS_END}${all.join(' ')}`
}

const PLANE = 0xf0000
const DIGITS = 4
const BASE = 2 ** 14
/** Behind the digits, which take the first quarter of the plane. */
const KINDS = { author: 0xf8000, addressed: 0xf8001, toAll: 0xf8002, link: 0xf8003, file: 0xf8004, task: 0xf8005 }

export const TO_ALL_MARK: string = String.fromCodePoint(KINDS.toAll)

export function authorMark(accountId: number): string {
  return String.fromCodePoint(KINDS.author) + digits(accountId)
}

export function addressedMark(accountId: number): string {
  return String.fromCodePoint(KINDS.addressed) + digits(accountId)
}

export function hasMark(mark: Mark): string {
  return String.fromCodePoint(KINDS[mark])
}

/** Whether a word of a query is one of these marks. */
export function isMark(word: string): boolean {
  const kind = word.codePointAt(0) ?? 0
  return kind >= KINDS.author && kind <= KINDS.task
}

/** 53 bits in four characters. */
function digits(id: number): string {
  let text = ''
  for (let left = id, count = 0; count < DIGITS; count++, left = Math.floor(left / BASE)) {
    text = String.fromCodePoint(PLANE + (left % BASE)) + text
  }
  return text
}
