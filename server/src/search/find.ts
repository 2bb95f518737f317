import type { Queries } from '../db/transaction.ts'
import { COST, type Effort, type InTime, SLACK } from './effort.ts'
import type { Fresh } from './fresh.ts'
import { isInside, keepNewest, type Newest, type Place, startOf } from './place.ts'
import { byBound, endsOf, type Search, type Segment, searchSegments } from './segments.ts'
import { fulfils } from './terms.ts'
import { fullSegments } from './walk.ts'

export interface Found {
  /** Newest first; there is nothing between them that fulfils the terms. */
  readonly places: readonly Place[]
  /** Where to go on; undefined when there is nothing older. */
  readonly until: Place | undefined
}

/**
 * The newest messages in a window that fulfil the terms: from the changes that are not indexed yet, and then from
 * segments in the order of time, until no segment left can hold anything newer than what is found. So the answer is exactly
 * that of reading every message. When the time is up it ends with the last segment read, and what may still be preceded by
 * something unread is left to the next call.
 */
export async function find(
  index: Queries,
  search: Search,
  fresh: readonly Fresh[],
  limit: number,
  { began, ...effort }: Effort & { readonly began: number },
): Promise<Found> {
  const { terms, window } = search
  const end = began + effort.budget
  const left = () => (end - performance.now()) * 1_000
  const count = limit + 1
  const newest = keepNewest(count, window.since)
  const changed = new Set(fresh.map(keyOf))
  const add = (places: readonly Place[]) => newest.add(places.filter((place) => !changed.has(keyOf(place))))
  newest.add(fresh.filter((place) => isInside(window, place) && fulfils(place.line, terms)))
  const most = count + changed.size
  let mustRead = true
  for await (const { bound, segments } of candidates(index, search, { ...effort, left }, newest)) {
    if (bound < newest.floor()) break
    // However late it is, the first of what was asked for is read, and what is asked on for begins behind where this began.
    const isAsking = segments.length === 0
    // To ask for more and to read the first of it takes an eighth.
    const isOver = performance.now() > (isAsking ? end - effort.budget / 8 : end) && !mustRead
    if (isOver && bound < window.reach) return answer(newest.all(), limit, bound)
    mustRead = isAsking
    add(await searchSegments(index, search, segments, { floor: newest.floor(), limit: most }))
  }
  return answer(newest.all(), limit, undefined)
}

/** @param bound what was sent up to then has not all been read. */
function answer(newest: readonly Place[], limit: number, bound: number | undefined): Found {
  const certain = bound === undefined ? newest : newest.filter(({ sentAt }) => sentAt > bound)
  const places = certain.slice(0, limit)
  if (certain.length > limit) return { places, until: places.at(-1) }
  return { places, until: bound === undefined ? undefined : startOf(bound + 1) }
}

/** Segments to read next. No segment that comes later has a newer bound. */
interface Step {
  readonly bound: number
  readonly segments: readonly Segment[]
}

/** All segments that may hold something newer than the floor, which rises meanwhile, by their bounds. */
async function* candidates(index: Queries, search: Search, effort: InTime, newest: Newest): AsyncGenerator<Step> {
  let ends = endsOf(search)
  let step = 0
  let passed = 0
  for await (const { segments, count, behind, clue } of fullSegments(index, search, effort, newest)) {
    if (clue) step = 0
    const isLater = (end: Segment) => behind !== undefined && byBound(behind, end) < 0
    const { now = [], later = [] } = Object.groupBy(ends, (end) => (isLater(end) ? 'later' : 'now'))
    const all = [...segments, ...now].sort(byBound)
    // So many were passed with each that is read: the others were left out.
    const each = (count + now.length) / all.length
    for (let rest = all; rest[0]; ) {
      const { bound } = rest[0]
      const large = effort.steps[Math.min(step++, effort.steps.length - 1)] as number
      const needed = passed === 0 ? large : (SLACK * passed * newest.promised(bound)) / each
      // No more than what was found promises the rest in, nor than is read in time.
      const size = Math.floor(Math.max(effort.steps[0], Math.min(large, needed, effort.left() / COST.read)))
      yield { bound, segments: rest.slice(0, size) }
      passed += size * each
      rest = rest.slice(size)
    }
    // Before more are asked for, which may take a while, there is a moment to stop.
    if (behind) yield { bound: behind.bound, segments: [] }
    ends = later
  }
}

function keyOf({ roomId, number }: Place): string {
  return `${roomId}-${number}`
}
