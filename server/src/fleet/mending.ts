import { setTimeout as pause } from 'node:timers/promises'

/** Brings back what ends unasked, as a service manager does. */
export interface Mending {
  /** @param work that brings it back; tried until it succeeds. */
  begin(what: string, work: () => Promise<void>): void
  /** Resolves when nothing is being brought back. */
  done(): Promise<void>
  /** From now on what ends stays away. Resolves when nothing is under way. */
  stop(): Promise<void>
}

/** Before what ended is started again; longer each time that fails, up to this. */
const PAUSE_MS = 300
const LONGEST_MS = 2_400

export function openMending(report: (message: string) => void): Mending {
  let stopping = false
  const running = new Set<Promise<void>>()

  async function again(work: () => Promise<void>): Promise<void> {
    for (let delay = PAUSE_MS; !stopping; delay = Math.min(2 * delay, LONGEST_MS)) {
      await pause(delay)
      try {
        return await work()
      } catch (error) {
        if (!stopping) report(`${(error as Error).message}`)
      }
    }
  }

  async function done(): Promise<void> {
    while (running.size > 0) await Promise.all(running)
  }

  return {
    begin(what, work) {
      if (stopping) return
      report(`${what} ended; it is brought back.`)
      const one = again(work).finally(() => running.delete(one))
      running.add(one)
    },
    done,
    async stop() {
      stopping = true
      await done()
    },
  }
}
