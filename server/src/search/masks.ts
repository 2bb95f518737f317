import { type RawBuilder, sql } from 'kysely'
import { isMark, LINE_END, WORDS_END } from './line.ts'
import { FEW, gramsOf, type Term } from './terms.ts'

/** So many that four segments' rows fill a page. */
const BUCKETS = 400

/**
 * For each bucket, which of a segment's lines hold one of the pairs of characters or the marks in it: bit 0 is the first line. What the
 * index of grams tells of a segment, this tells of its lines, though not exactly: buckets are shared. Each pair is in two, so
 * that a rare one that shares one with a common one is told by the other: a Bloom filter of each line.
 */
export function masksOf(lines: string): number[] {
  const masks = new Array<number>(BUCKETS).fill(0)
  for (const [place, line] of lines.split(LINE_END).entries()) {
    const enter = (bucket: number): void => {
      masks[bucket] = (masks[bucket] ?? 0) | (1 << place)
    }
    const hold = (a: number, b: number): void => {
      const hash = hashOf(a, b)
      enter(firstOf(hash))
      enter(secondOf(hash))
    }
    if (line === '') continue
    const [words = '', marks = ''] = line.split(WORDS_END)
    let before = 0
    for (const char of words) {
      const code = codeOf(char)
      if (before > SPACE && code > SPACE) hold(before, code)
      before = code
    }
    for (const mark of marks.split(' ')) hold(...endsOf(mark))
  }
  return masks
}

/** All lines, of a segment of which no masks say more. */
export const ALL_LINES = -1

/**
 * Which lines of the segment `s`, a bit each, may fulfil the terms: most segments that hold several words hold them in
 * different messages. Of a segment without masks of its present clock, all.
 */
export function linesThatMay(terms: readonly Term[]): RawBuilder<number> {
  const each = bucketsOf(terms).map((any) => {
    const masks = any.map(([a, b]) => sql`(s.masks[${sql.lit(a + 1)}] & s.masks[${sql.lit(b + 1)}])`)
    return sql`(${sql.join(masks, sql` | `)})`
  })
  if (each.length === 0) return sql`${sql.lit(ALL_LINES)}`
  return sql`case when s.masks_tick = s.tick then ${sql.join(each, sql` & `)} else ${sql.lit(ALL_LINES)} end`
}

/** Both buckets of a pair of characters or of a mark. */
type Buckets = readonly [number, number]

/** More pairs tell hardly more, and each takes 0.1 us a segment. */
const PAIRS = 8

/** A line that fulfils the terms is in both buckets of one of each of these. */
export function bucketsOf(terms: readonly Term[]): Buckets[][] {
  const { marks = [], words = [] } = Object.groupBy(terms, ({ any }) => (any.every(isMark) ? 'marks' : 'words'))
  const needed = marks.filter(({ any, without }) => !without && any.length <= FEW)
  const pairs = gramsOf(words).filter((gram) => [...gram].length > 1)
  const step = Math.ceil(pairs.length / PAIRS)
  const told = pairs.filter((_, place) => place % step === 0)
  return [...needed.map(({ any }) => any.map(bucketsOfText)), ...told.map((pair) => [bucketsOfText(pair)])]
}

function bucketsOfText(text: string): Buckets {
  const hash = hashOf(...endsOf(text))
  return [firstOf(hash), secondOf(hash)]
}

const SPACE = 32

/** Authors' marks begin alike, so their pairs would be in every line: what tells marks apart is their kind and how they end. */
function endsOf(text: string): [number, number] {
  const codes = [...text].map(codeOf)
  return [codes.at(0) ?? 0, codes.at(-1) ?? 0]
}

function codeOf(char: string): number {
  return char.codePointAt(0) as number
}

/** Whoever changes this keeps masks in another column: they are told apart by their clocks alone, and the version before may run beside this one. */
function hashOf(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return (hash ^ (hash >>> 15)) >>> 0
}

function firstOf(hash: number): number {
  return hash % BUCKETS
}

function secondOf(hash: number): number {
  return Math.floor(hash / BUCKETS) % BUCKETS
}
