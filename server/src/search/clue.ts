import { sql } from 'kysely'
import type { Queries } from '../db/transaction.ts'
import { chosen, type Search, type Segment } from './segments.ts'
import { type Clue, gramsOf, gramsOfWord, severalOf } from './terms.ts'

/** Something to ask the index of grams for, and which share of some segments holds it. */
export interface Option {
  /** A gram, or words of which one is enough. */
  readonly any: readonly string[]
  readonly share: number
}

/** What the index of grams could be asked for, the rarest first, as far as these segments tell. */
export async function weigh(index: Queries, { terms }: Search, sample: readonly Segment[]): Promise<Option[]> {
  const options = [...gramsOf(terms).map((gram) => [gram]), ...severalOf(terms).map(({ any }) => any)]
  const { rows } = await sql<{ option: number; count: number }>`
    select o.option, count(distinct (s.room_id, s.first_number)) as count
    from ${chosen(sample)} join search_segment s on s.room_id = c.room_id and s.first_number = c.first_number
    join unnest(${options.flatMap((any, at) => any.map(() => at))}::int[], ${options.flat()}::text[]) as o (option, held)
      on strpos(s.lines, o.held) > 0
    group by 1
  `.execute(index)
  const counts = new Map(rows.map(({ option, count }) => [option, count]))
  // Of what none of a few holds, some others do.
  return options
    .map((any, at) => ({ any, share: ((counts.get(at) ?? 0) + 0.5) / (sample.length + 1) }))
    .sort((a, b) => a.share - b.share)
}

/** Reading the list of a gram that all segments of ten million messages hold takes as long as reading so many segments. */
const LIST = 1_500

/**
 * What is worth asking for: the rarest grams that the terms need, each as long as it excludes more of the segments that would be
 * walked otherwise than reading its list takes, or if it is rarer the rarest term of several words. Never both: the planner may take
 * one of the two for a filter. Undefined when nothing is.
 */
export function chooseClue(
  [first, ...others]: readonly Option[],
  { walk, asking }: { readonly walk: number; readonly asking: number },
): Clue | undefined {
  const isWorthIt = (share: number, left: number) => left * (1 - share) > share * LIST
  if (!first || !isWorthIt(first.share, walk - asking)) return undefined
  if (first.any.length > 1) return first.any.map(gramsOfWord)
  const grams = [...first.any]
  let left = walk * first.share
  for (const { any, share } of others.filter(({ any }) => any.length === 1)) {
    if (!isWorthIt(share, left)) break
    grams.push(...any)
    left *= share
  }
  return [grams]
}
