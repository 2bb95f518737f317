import type { Queries } from '../db/transaction.ts'
import { chooseClue, type Option, weigh } from './clue.ts'
import type { Fresh } from './fresh.ts'
import { passing } from './masks.ts'
import { isInside, keepNewest, type Newest, type Place, startOf } from './place.ts'
import { ALWAYS } from './plan.ts'
import {
  type Batch,
  byBound,
  countSegments,
  endsOf,
  readNewest,
  readSegments,
  type Search,
  type Segment,
  searchSegments,
} from './segments.ts'
import { type Clue, fulfils } from './terms.ts'

export interface Found {
  /** Newest first; there is nothing between them that fulfils the terms. */
  readonly places: readonly Place[]
  /** Where to go on; undefined when there is nothing older. */
  readonly until: Place | undefined
}

/** Segments that tell which grams are rare. */
const SAMPLE = 24

/** How an answer is looked for. Decides how long it takes, never what is found. */
export interface Effort {
  /** Milliseconds from the beginning of the search after which it stops at what is certain. */
  readonly budget: number
  /** Segments walked in the order of time before anything else: most words are found in them. */
  readonly walk: number
  /** What it costs to ask the index of grams for anything, in segments walked instead. */
  readonly asking: number
  /** From so many rooms on, only so many of the newest segments of each are looked at for that. */
  readonly many: { readonly rooms: number; readonly newest: number }
  /** Segments asked for at a time after that. */
  readonly chosen: number
  /** Segments read at a time, the last figure from then on: few at first, for words that are everywhere. */
  readonly steps: readonly [number, ...number[]]
}

export const EFFORT: Effort = {
  budget: 80,
  walk: 200,
  asking: 1_000,
  many: { rooms: 200, newest: 16 },
  chosen: 4_096,
  steps: [80, 120, 240, 480],
}
/** For whoever asks on: what is everywhere was found before, and they may wait a little. */
export const EFFORT_ON: Effort = { ...EFFORT, budget: 240, walk: 24, chosen: 16_384 }

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
  // The index of grams may take a quarter of it: in the last one it is not asked, and no step is large.
  const isLate = () => performance.now() > end - effort.budget / 4
  const count = limit + 1
  const newest = keepNewest(count, window.since)
  const changed = new Set(fresh.map(keyOf))
  const add = (places: readonly Place[]) => newest.add(places.filter((place) => !changed.has(keyOf(place))))
  newest.add(fresh.filter((place) => isInside(window, place) && fulfils(place.line, terms)))
  const most = count + changed.size
  let mustRead = true
  for await (const { bound, segments } of candidates(index, search, { ...effort, isLate }, newest)) {
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

interface Timed extends Effort {
  /** Whether the last quarter of its budget has begun. */
  readonly isLate: () => boolean
}

/** All segments that may hold something newer than the floor, which rises meanwhile, by their bounds. */
async function* candidates(index: Queries, search: Search, effort: Timed, newest: Newest): AsyncGenerator<Step> {
  let ends = endsOf(search)
  let step = 0
  for await (const { segments, behind, clue } of fullSegments(index, search, effort, newest)) {
    if (clue) step = 0
    const isLater = (end: Segment) => behind !== undefined && byBound(behind, end) < 0
    const { now = [], later = [] } = Object.groupBy(ends, (end) => (isLater(end) ? 'later' : 'now'))
    for (let rest = [...segments, ...now].sort(byBound); rest[0]; ) {
      // A large one would not end in time.
      const place = effort.isLate() ? 0 : Math.min(step++, effort.steps.length - 1)
      const size = effort.steps[place] ?? effort.steps[0]
      yield { bound: rest[0].bound, segments: rest.slice(0, size) }
      rest = rest.slice(size)
    }
    // Before more are asked for, which may take a while, there is a moment to stop.
    if (behind) yield { bound: behind.bound, segments: [] }
    ends = later
  }
}

/** Full segments to read next. */
interface Portion {
  readonly segments: readonly Segment[]
  /** The place in their order behind which there are more; undefined when there are none. */
  readonly behind: Segment | undefined
  /** What the index of grams was asked for: nearly all of them hold something then. */
  readonly clue: Clue | undefined
}

/**
 * The full ones of them: the newest, then those that lie as far as what was found promises the rest, each time looking anew. Where
 * it is cheaper to ask the index of grams which of them to read, those that it names, to the end.
 */
async function* fullSegments(index: Queries, search: Search, effort: Timed, newest: Newest): AsyncGenerator<Portion> {
  const first = await readFirst(index, search, effort, newest.floor())
  let behind = first.isAll ? undefined : first.segments.at(-1)
  yield { segments: first.segments, behind, clue: undefined }
  if (!behind) return
  const walked = { start: (first.segments[0] as Segment).bound, count: first.count }
  const all = countSegments(search)
  // What a segment takes, in segments that are read.
  const each = Math.min(1, SIFTED + passing(search.terms))
  let options: readonly Option[] | undefined
  let clue: Clue | undefined
  while (behind) {
    const isLate = effort.isLate()
    const rest = ahead(newest, walked, { bound: behind.bound, most: isLate ? LEAST / each : Number.POSITIVE_INFINITY })
    const walk = each * Math.min(rest.count, all - walked.count)
    if (isLate) clue = undefined
    else if (!clue && walk > effort.asking) {
      options ??= await weigh(index, search, first.segments.slice(0, SAMPLE))
      clue = chooseClue(options, { walk, asking: effort.asking })
    }
    const floor = clue ? newest.floor() : rest.from
    const batch: Batch = await readSegments(index, search, { behind, floor, clue, sifted: true, limit: effort.chosen })
    walked.count += batch.count
    if (!batch.isAll) behind = batch.segments.at(-1)
    else behind = floor === newest.floor() ? undefined : { bound: floor, roomId: 0, firstNumber: 0 }
    yield { segments: batch.segments, behind, clue }
  }
}

/** What it costs to leave one out by its masks, in segments that are read. */
const SIFTED = 0.2
/** How much further than it seems necessary is walked: to go on again costs more than what is read in vain. */
const SLACK = 2.2
/** As many at least: to ask for segments takes as long as to read so many. */
const LEAST = 400
/** Milliseconds. Segments that all reach across the window's new end tell nothing of how thick they lie. */
const LEAST_SPAN = 600_000

/**
 * Up to when the rest was sent, if it lies as thick as what was found behind which nothing is left to read, and how many segments
 * there are till then, if those lie as thick as the ones that were walked.
 *
 * @param most segments to go on for.
 */
function ahead(
  newest: Newest,
  walked: { readonly start: number; readonly count: number },
  { bound, most }: { readonly bound: number; readonly most: number },
): { readonly from: number; readonly count: number } {
  const span = Math.max(LEAST_SPAN, walked.start - bound)
  const certain = newest.all().filter(({ sentAt }) => sentAt >= bound).length
  const missing = newest.all().length + newest.missing() - certain
  const count = Math.min(most, Math.max(walked.count * (missing / certain) * SLACK, LEAST))
  const from = Math.max(newest.floor(), Math.floor(bound - (span * count) / walked.count) - 1)
  return { from, count: (walked.count * (bound - from)) / span }
}

/** All segments of many rooms take too long to be put in order. */
async function readFirst(index: Queries, search: Search, { walk, many }: Effort, floor: number): Promise<Batch> {
  const choice = { floor, limit: walk }
  const isFromNow = search.window.until.sentAt === ALWAYS
  if (isFromNow && search.rooms.length >= many.rooms) {
    return await readNewest(index, search, { ...choice, each: many.newest })
  }
  return await readSegments(index, search, { ...choice, behind: undefined, clue: undefined, sifted: false })
}

function keyOf({ roomId, number }: Place): string {
  return `${roomId}-${number}`
}
