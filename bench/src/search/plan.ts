import { type Random, seeded } from './random.ts'

export interface Sizes {
  readonly messages: number
  readonly rooms: number
}

/** Who is asked to search. `a` and `b` are as many as the aim says; `c` is in the three largest rooms, too. */
export const PERSONS = ['a', 'b', 'c'] as const
export type PersonName = (typeof PERSONS)[number]

/** Who sends while they search: everybody speaks in rooms of their own. */
export const SPEAKERS = 200

export interface RoomPlan {
  readonly id: number
  readonly messages: number
  /** Indexes into the accounts: first the speaker. */
  readonly members: readonly number[]
}

export interface Plan {
  readonly sizes: Sizes
  /** Accounts in order: persons, speakers, everybody else. */
  readonly accounts: number
  readonly rooms: readonly RoomPlan[]
  /** For each message in the order of time, the index of its room. */
  draw(random: Random): number
}

/** As ids look that were made in this product's first years. */
export const roomId = (index: number): number => 90_000_000_000_000 + index * 4_097
export const accountId = (index: number): number => 80_000_000_000_000 + index * 8_191

/** Room r, the largest first, has a share of 1 / (r + 10)^1.1: a long tail in which half of all rooms have a few messages. */
export function makePlan(sizes: Sizes): Plan {
  const random = seeded(1)
  const bounds = cumulated(sizes.rooms)
  const everybody = Math.max(20, Math.floor(sizes.rooms / 5))
  const own = ownRooms(random, sizes.rooms)
  const rooms = Array.from({ length: sizes.rooms }, (_, index): RoomPlan => {
    const messages = ((bounds[index] as number) - (bounds[index - 1] ?? 0)) * sizes.messages
    const persons = PERSONS.flatMap((name, place) => (own[name].has(index) ? [place] : []))
    const others = Array.from(
      { length: Math.min(500, 2 + random.below(6) + Math.floor(Math.sqrt(messages) / 2)) },
      () => PERSONS.length + SPEAKERS + random.below(everybody),
    )
    const members = [PERSONS.length + (index % SPEAKERS), ...persons, ...new Set(others)]
    return { id: roomId(index), messages, members }
  })
  return {
    sizes,
    accounts: PERSONS.length + SPEAKERS + everybody,
    rooms,
    draw: (from) => indexOf(bounds, from.next()),
  }
}

function cumulated(count: number): Float64Array {
  const bounds = new Float64Array(count)
  let sum = 0
  for (let index = 0; index < count; index++) {
    sum += (index + 11) ** -1.1
    bounds[index] = sum
  }
  return bounds.map((bound) => bound / sum)
}

function indexOf(bounds: Float64Array, at: number): number {
  let low = 0
  let high = bounds.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((bounds[middle] as number) > at) high = middle
    else low = middle + 1
  }
  return low
}

/** At 10,000,000 messages in 100,000 rooms: about 60,000, 950,000 and 500,000 messages. */
function ownRooms(random: Random, rooms: number): Record<PersonName, ReadonlySet<number>> {
  const pick = (count: number, from: number, to: number, before: readonly number[] = []) => {
    const picked = new Set(before)
    const [low, high] = [Math.max(1, from * rooms), to * rooms]
    // Of few rooms, half.
    while (picked.size < Math.min(count, (high - low) / 2)) picked.add(Math.floor(low * (high / low) ** random.next()))
    return picked
  }
  return {
    a: pick(50, 0.002, 0.2),
    b: pick(1_000, 0.0014, 1),
    c: pick(50, 0.0003, 0.5, [0, 1, 2]),
  }
}
