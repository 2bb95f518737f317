/** Where the program takes its time from; tests put a settable one in its place. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

export type SettableClock = Clock & {
  set(time: Date): void
  /** Moves the clock forward, in milliseconds. */
  advance(milliseconds: number): void
}

/** A clock that stands still until it is told otherwise. */
export function settableClock(start: Date): SettableClock {
  let time = start.getTime()
  return {
    now: () => new Date(time),
    set: (next) => {
      time = next.getTime()
    },
    advance: (milliseconds) => {
      time += milliseconds
    },
  }
}
