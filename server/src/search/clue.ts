import { COST } from './effort.ts'
import type { Option } from './sample.ts'
import { type Clue, gramsOfWord } from './terms.ts'

/** Segments to choose from by their masks. */
export interface Walk {
  readonly count: number
  /** Which share of them masks let pass. */
  readonly passing: number
}

/** What it takes to choose and to read them, microseconds. */
export function costOf({ count, passing }: Walk): number {
  return count * (COST.walked + passing * COST.read)
}

/**
 * What to ask the index of grams for, to the end, where that costs less than to walk: the rarest grams that the terms need, or the
 * rarest term of several words. Never both: the planner may take one of the two for a filter. Undefined when nothing is worth it.
 *
 * @param all segments of the rooms.
 * @param most what choosing may cost, microseconds.
 * @param asking how dear it is held to be, 1 for what was measured.
 */
export function chooseClue(
  [first, ...others]: readonly Option[],
  walk: Walk,
  { all, most, asking }: { readonly all: number; readonly most: number; readonly asking: number },
): Clue | undefined {
  if (!first) return undefined
  const choosing = (taken: readonly Option[]) => {
    const lists = taken.reduce((sum, { share }) => sum + share, 0)
    return asking * (all * (COST.own + heldBy(taken) * COST.named) + lists * COST.list)
  }
  const costOfClue = (taken: readonly Option[]) =>
    choosing(taken) + asking * walk.count * Math.min(walk.passing, heldBy(taken)) * COST.read
  let taken = [first]
  for (const other of first.any.length > 1 ? [] : others.filter(({ any }) => any.length === 1)) {
    if (costOfClue([...taken, other]) >= costOfClue(taken)) break
    taken = [...taken, other]
  }
  // What is chosen is read in parts; to choose takes as long as it takes.
  if (costOfClue(taken) >= costOf(walk) || choosing(taken) > most) return undefined
  return first.any.length > 1 ? first.any.map(gramsOfWord) : [taken.flatMap(({ any }) => any)]
}

/** Which share of the segments holds all of them. */
function heldBy(options: readonly Option[]): number {
  return options.reduce((product, { share }) => product * share, 1)
}
