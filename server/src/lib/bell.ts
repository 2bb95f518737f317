/** A sleep that can be cut short. */
export interface Bell {
  /** Ends the sleep under way; when nobody sleeps, the next sleep ends at once. */
  ring(): void
  /** Sleeps until rung, at most so long where it is said. Answers whether it was rung. One sleeper at a time. */
  wait(milliseconds?: number): Promise<boolean>
}

export function createBell(): Bell {
  let rung = false
  let wake = () => {}
  return {
    ring() {
      rung = true
      wake()
    },
    async wait(milliseconds) {
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>()
        const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds)
        wake = resolve
        await promise
        clearTimeout(timer)
      }
      const wasRung = rung
      rung = false
      return wasRung
    },
  }
}
