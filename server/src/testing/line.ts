import type { PushFrame } from './socket.ts'

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What may befall a frame on its way, each with a probability. */
export interface Trouble {
  readonly random: () => number
  /** Events are lost; heartbeats are not. */
  drop?: number
  double?: number
  /** Held back while one to five others pass. */
  delay?: number
  /** Frames that meet with no trouble. */
  spare?: (frame: PushFrame) => boolean
}

export interface Line {
  hear(frame: PushFrame): void
  /** Lets go of what is held back, and causes no more trouble until `trouble` is set again. */
  heal(): void
  trouble: Trouble | null
}

/** Between the socket and who listens to it. */
export function openLine(deliver: (frame: PushFrame) => void, trouble: Trouble | null): Line {
  let held: { frame: PushFrame; left: number }[] = []

  function pass(frame: PushFrame): void {
    deliver(frame)
    const due: PushFrame[] = []
    held = held.flatMap((one) => {
      if (one.left > 1) return [{ ...one, left: one.left - 1 }]
      due.push(one.frame)
      return []
    })
    for (const one of due) pass(one)
  }
  const line: Line = {
    trouble,
    hear(frame) {
      const { random = Math.random, drop = 0, double = 0, delay = 0, spare } = line.trouble ?? {}
      if (spare?.(frame)) return pass(frame)
      if ('event' in frame && random() < drop) return
      if (random() < delay) held.push({ frame, left: 1 + Math.floor(random() * 5) })
      else pass(frame)
      if (random() < double) held.push({ frame, left: 1 + Math.floor(random() * 5) })
    },
    heal() {
      line.trouble = null
      const rest = held
      held = []
      for (const { frame } of rest) deliver(frame)
    },
  }
  return line
}
