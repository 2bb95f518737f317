import type { Topic } from '../events/topics.ts'

/** What travels on the bus: an event for everyone on some topics, or word of who may hear what. */
export type Notice =
  | {
      readonly kind: 'event'
      readonly topics: readonly Topic[]
      /** The event as it goes on the wire. */
      readonly frame: string
      /** Room and its clock after the event, for those that carry one. */
      readonly roomTick?: readonly [roomId: number, tick: number]
    }
  /**
   * `leaving` comes before the commit and cuts: what is written into the room afterwards may be heard of sooner than the
   * commit. `left` follows it, or `stayed` when it failed.
   */
  | {
      readonly kind: 'joined' | 'leaving' | 'left' | 'stayed'
      readonly accountId: number
      readonly roomId: number
    }
  /** `sessionId` null: all of the account's but `except`. */
  | {
      readonly kind: 'signedOut'
      readonly accountId: number
      readonly sessionId: number | null
      readonly except?: number
    }

export type Listener = (notice: Notice) => void

/** Carries notices to every process, in the order each process published them; may lose some. */
export interface Bus {
  publish(notice: Notice): void
  /** Answers with the function that stops listening. */
  listen(listener: Listener): () => void
}

/** One process: everything arrives, at once. */
export function memoryBus(): Bus {
  const listeners = new Set<Listener>()
  return {
    publish(notice) {
      for (const listener of listeners) listener(notice)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
