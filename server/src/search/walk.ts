import type { Queries } from '../db/transaction.ts'
import { chooseClue, costOf } from './clue.ts'
import { COST, type InTime, SLACK } from './effort.ts'
import type { Newest } from './place.ts'
import { ALWAYS } from './plan.ts'
import { countUpTo, readSample, type Sample, timeOf } from './sample.ts'
import { countSegments, readNewest, readSegments, type Search, type Segment } from './segments.ts'
import type { Clue } from './terms.ts'

/** Full segments to read next. */
export interface Portion {
  readonly segments: readonly Segment[]
  /** How many there were, with those that were left out. */
  readonly count: number
  /** The place in their order behind which there are more; undefined when there are none. */
  readonly behind: Segment | undefined
  /** What the index of grams was asked for: nearly all of them hold something then. */
  readonly clue: Clue | undefined
}

/** What was walked. */
interface Walked {
  /** Sent at or before this. */
  readonly start: number
  readonly count: number
  /** Of how many of them masks were looked at, and of how many they say that they may fulfil the terms. */
  readonly sifted: number
  readonly passed: number
}

/**
 * The full ones of the segments: the newest, then as many as what was found promises the rest in, each time looking anew. Where it is
 * cheaper to ask the index of grams which of them to read, those that it names, to the end.
 */
export async function* fullSegments(
  index: Queries,
  search: Search,
  effort: InTime,
  newest: Newest,
): AsyncGenerator<Portion> {
  let walked: Walked = { start: search.window.reach, count: 0, sifted: 0, passed: 0 }
  let behind: Segment | undefined
  if (search.window.until.sentAt === ALWAYS && search.rooms.length >= effort.many.rooms) {
    const choice = { floor: newest.floor(), limit: effort.walk, each: effort.many.newest }
    const { segments, count, isAll } = await readNewest(index, search, choice)
    behind = isAll ? undefined : segments.at(-1)
    yield { segments, count, behind, clue: undefined }
    if (!behind) return
    walked = { ...walked, start: segments[0]?.bound ?? walked.start, count }
  }
  const isAllNear = countSegments(search) <= effort.walk
  let next = isAllNear ? { clue: undefined, floor: newest.floor() } : nearStretch(walked, newest, behind)
  let sample: Sample | undefined
  do {
    if (!next) {
      sample ??= await readSample(index, search)
      next = stretchBehind(behind?.bound ?? walked.start, walked, newest, { search, effort, sample })
    }
    const choice = { ...next, behind, limit: effort.chosen }
    const { segments, count, isAll } = await readSegments(index, search, choice)
    const isSifted = next.clue === undefined
    walked = {
      ...walked,
      count: walked.count + count,
      sifted: walked.sifted + (isSifted ? count : 0),
      passed: walked.passed + (isSifted ? segments.length : 0),
    }
    if (!isAll) behind = segments.at(-1)
    else behind = next.floor === newest.floor() ? undefined : { bound: next.floor, roomId: 0, firstNumber: 0 }
    yield { segments, count, behind, clue: next.clue }
    next = undefined
  } while (behind)
}

/** Which segments are chosen next, from where the ones before end. */
interface Stretch {
  readonly clue: Clue | undefined
  /** Sent at or after this. */
  readonly floor: number
}

/** What takes more than so many times the time of what was walked may be thicker or thinner. */
const NEAR = 4

/** A first stretch as thick as what was walked, if that suffices: most often it does. */
function nearStretch({ start }: Walked, newest: Newest, behind: Segment | undefined): Stretch | undefined {
  if (!behind) return undefined
  const { bound } = behind
  const span = (start - bound) * SLACK * newest.promised(bound)
  const floor = Math.max(newest.floor(), Math.floor(bound - span) - 1)
  return bound - floor <= NEAR * (start - bound) ? { clue: undefined, floor } : undefined
}

function stretchBehind(
  bound: number,
  walked: Walked,
  newest: Newest,
  { search, effort, sample }: { readonly search: Search; readonly effort: InTime; readonly sample: Sample },
): Stretch {
  const needed = walked.count === 0 ? effort.walk : walked.count * SLACK * newest.promised(bound)
  const passing = (sample.passed + walked.passed + 0.5) / (sample.sifted + walked.sifted + 1)
  const walk = { count: Math.min(needed, countUpTo(sample, bound)), passing }
  const left = effort.left()
  const all = countSegments(search)
  // To come back for it costs more.
  const most = Math.max(left, COST.call)
  const clue = chooseClue(sample.options, walk, { all, most, asking: effort.asking })
  if (clue) return { clue, floor: newest.floor() }
  // As many as to ask for them takes; at most half of the time that is left, for it may take longer than it should.
  const least = effort.statement + COST.room * search.rooms.length
  const cost = Math.max(least, Math.min(costOf(walk), left / 2))
  const count = cost / costOf({ count: 1, passing })
  return { clue, floor: Math.max(newest.floor(), timeOf(sample, { bound, count })) }
}
