/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to 1, which is never reached. */
  next(): number
  /** A whole number from 0 up to `count`, which is never reached. */
  below(count: number): number
  of<T>(choices: readonly T[]): T
  /** The first choices far more often than the last, as words are. */
  zipf<T>(choices: readonly T[]): T
  chance(share: number): boolean
}

export function seeded(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    next,
    below,
    of: (choices) => choices[below(choices.length)] as never,
    // Rank r comes about as often as 1/r.
    zipf: (choices) => choices[Math.min(choices.length - 1, Math.floor(choices.length ** next()) - 1)] as never,
    chance: (share) => next() < share,
  }
}
