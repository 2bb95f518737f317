import { type RawBuilder, sql } from 'kysely'
import { LINE_END } from './line.ts'
import { gramsOf, type Term } from './terms.ts'

/** So many that four rows fill a page. */
const BUCKETS = 480

/**
 * For each bucket of pairs of characters, which of a segment's lines hold one of them: bit 0 is the first line. What the index of
 * grams tells of a segment, this tells of its lines, though not exactly: two pairs may share a bucket.
 */
export function masksOf(lines: string): number[] {
  const masks = new Array<number>(BUCKETS).fill(0)
  for (const [place, line] of lines.split(LINE_END).entries()) {
    const bit = 1 << place
    let before = 0
    for (const char of line) {
      const code = char.codePointAt(0) as number
      if (before > SPACE && code > SPACE) {
        const bucket = bucketOf(before, code)
        masks[bucket] = (masks[bucket] ?? 0) | bit
      }
      before = code
    }
  }
  return masks
}

/** From so many buckets on, masks tell enough: a line is in one of fourteen. */
const ENOUGH = 2

/** All lines, of a segment of which no masks say more. */
export const ALL_LINES = -1

/**
 * Which lines of the segment `s`, a bit each, may hold every pair that the terms need: most segments that hold several words hold them in
 * different messages. Of a segment without masks of its present clock, all.
 */
export function linesThatMay(terms: readonly Term[]): RawBuilder<number> {
  const buckets = bucketsOf(terms)
  if (buckets.length < ENOUGH) return sql`${sql.lit(ALL_LINES)}`
  const masks = sql.join(
    buckets.map((bucket) => sql`m.masks[${sql.lit(bucket + 1)}]`),
    sql` & `,
  )
  return sql`coalesce((
    select ${masks} from search_mask m
    where m.room_id = s.room_id and m.first_number = s.first_number and m.tick = s.tick
  ), ${sql.lit(ALL_LINES)})`
}

/** Those in which a line must be to fulfil the terms. */
export function bucketsOf(terms: readonly Term[]): number[] {
  const pairs = gramsOf(terms).map((gram) => [...gram].map((char) => char.codePointAt(0) as number))
  return [...new Set(pairs.flatMap(([a, b]) => (a === undefined || b === undefined ? [] : [bucketOf(a, b)])))]
}

const SPACE = 32

/** Whoever changes this, or the rules of lines, empties `search_mask`: its rows are told apart by their clocks alone. */
function bucketOf(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) % BUCKETS
}
