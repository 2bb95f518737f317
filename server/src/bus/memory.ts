import type { Bus, Listener } from './bus.ts'

/** One process: everything arrives, at once. */
export function memoryBus(): Bus {
  const listeners = new Set<Listener>()
  return {
    publish(notice) {
      for (const listener of listeners) listener(notice)
      return undefined
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    follow: () => undefined,
    unfollow() {},
    isWhole: true,
    async close() {},
  }
}
