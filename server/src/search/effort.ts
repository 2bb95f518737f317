/** How an answer is looked for. Decides how long it takes, never what is found. */
export interface Effort {
  /** Milliseconds from the beginning of the search after which it stops at what is certain. */
  readonly budget: number
  /** Segments walked in the order of time before anything else: most words are found in them. Where there are no more, all of them are. */
  readonly walk: number
  /** Microseconds that asking for segments is held to take, besides for each room: so many are asked for at least that walking them takes as long. */
  readonly statement: number
  /** How dear it is held to be to ask the index of grams, 1 for what was measured. */
  readonly asking: number
  /** From so many rooms on those are looked for among so many of the newest of each; in fewer, a sample tells how far they reach. */
  readonly many: { readonly rooms: number; readonly newest: number }
  /** Segments asked for at a time after that. */
  readonly chosen: number
  /** Segments read at a time, the last figure from then on: few at first, for words that are everywhere. */
  readonly steps: readonly [number, ...number[]]
}

export const EFFORT: Effort = {
  budget: 80,
  walk: 200,
  statement: 1_000,
  asking: 1,
  many: { rooms: 200, newest: 16 },
  chosen: 4_096,
  steps: [80, 120, 240, 480],
}

/** For whoever asks on: what is everywhere was found before, and they may wait a little. */
export const EFFORT_ON: Effort = { ...EFFORT, budget: 240, walk: 800, chosen: 16_384 }

/** The same, while it is looked for. */
export interface InTime extends Effort {
  /** What of its budget is left, microseconds. */
  readonly left: () => number
}

/** How much further than it seems necessary is gone: to go on once more costs more than what is read in vain. */
export const SLACK = 2.2

/**
 * What a search does takes so many microseconds of PostgreSQL's time, measured with ten million messages (docs/search.md). How they
 * compare matters more than what they are.
 */
export const COST = {
  /** To begin anew: which rooms, how far each is indexed, what is newest. */
  call: 20_000,
  /** To ask for segments, for each room that they may be in. */
  room: 3,
  /** To look at a segment's row and masks. */
  walked: 2.1,
  /** To judge a segment's lines. */
  read: 40,
  /** To ask the index of grams, for each segment of the rooms; for a list that names all segments of the site; for each segment named. */
  own: 0.2,
  list: 43_000,
  named: 3.5,
}
