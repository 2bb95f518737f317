import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { SEGMENT } from './line.ts'
import { linesThatMay } from './masks.ts'
import { countSegments, type Search, type Segment } from './segments.ts'
import { gramsOf, severalOf } from './terms.ts'

/** Something to ask the index of grams for, and which share of the segments holds it. */
export interface Option {
  /** A gram, or words of which one is enough. */
  readonly any: readonly string[]
  readonly share: number
}

/** What a few of the full segments, evenly chosen among all, tell of the others. */
export interface Sample {
  /** When the newest of each was said, the newest first. */
  readonly times: readonly number[]
  /** For so many segments each of them stands. */
  readonly weight: number
  /** So many of them were looked into, and of so many of those masks say that they may fulfil the terms. */
  readonly sifted: number
  readonly passed: number
  /** What the index of grams could be asked for, the rarest first. */
  readonly options: readonly Option[]
}

/** Of 32,000 segments each stands for 270, and to read them takes 2 ms. */
const SIZE = 120
/** One of so many is looked into. */
const EACH = 6

export async function readSample(index: Queries, search: Search): Promise<Sample> {
  const { terms } = search
  const options = [...gramsOf(terms).map((gram) => [gram]), ...severalOf(terms).map(({ any }) => any)]
  const all = evenly(search)
  const isLookedInto = sql`c.place % ${sql.lit(EACH)} = 0`
  const { rows } = await sql<{ time: number; may: boolean | null; held: readonly number[] | null }>`
    select s.last_at as time, case when ${isLookedInto} then ${linesThatMay(terms)} <> 0 end as may,
      case when ${isLookedInto} then array(
        select distinct o.option
        from unnest(${options.flatMap((any, at) => any.map(() => at))}::int[], ${options.flat()}::text[]) as o (option, held)
        where strpos(s.lines, o.held) > 0
      ) end as held
    from unnest(${idArray(all.map(({ roomId }) => roomId))}, ${idArray(all.map(({ firstNumber }) => firstNumber))})
      with ordinality as c (room_id, first_number, place)
    join search_segment s using (room_id, first_number)
    order by s.last_at desc
  `.execute(index)
  const some = rows.filter(({ held }) => held !== null)
  // Of what none of a few holds, some others do.
  const shareOf = (option: number) =>
    (some.filter(({ held }) => held?.includes(option)).length + 0.5) / (some.length + 1)
  return {
    times: rows.map(({ time }) => time),
    weight: countSegments(search) / Math.max(1, rows.length),
    sifted: some.length,
    passed: some.filter(({ may }) => may).length,
    options: options.map((any, at) => ({ any, share: shareOf(at) })).sort((a, b) => a.share - b.share),
  }
}

/** Some of the rooms' full segments, as far from each other in their list, so that large rooms have more of them. */
function evenly(search: Search): Pick<Segment, 'roomId' | 'firstNumber'>[] {
  const step = Math.max(1, countSegments(search) / SIZE)
  const found: Pick<Segment, 'roomId' | 'firstNumber'>[] = []
  let next = step / 2
  let before = 0
  for (const { roomId, firstNumber } of search.rooms) {
    const count = Math.floor(firstNumber / SEGMENT)
    for (; next < before + count; next += step) {
      found.push({ roomId, firstNumber: 1 + SEGMENT * Math.floor(next - before) })
    }
    before += count
  }
  return found
}

/** How many segments there are up to a time. */
export function countUpTo({ times, weight }: Sample, bound: number): number {
  return weight * times.filter((time) => time <= bound).length
}

/** Up to when the next so many segments before a time were sent, rather more; 0 when those are all. */
export function timeOf(
  { times, weight }: Sample,
  { bound, count }: { readonly bound: number; readonly count: number },
): number {
  return times.filter((time) => time < bound)[Math.ceil(count / weight) - 1] ?? 0
}
