import type { Topic } from '../events/topics.ts'

/** What travels on the bus: an event for everyone on a topic, word of who may hear what, or that some of it was lost. */
export type Notice = EventNotice | MemberNotice | SignedOutNotice | GapNotice

export interface EventNotice {
  readonly kind: 'event'
  readonly topic: Topic
  /** The event as it goes on the wire. */
  readonly frame: string
  /** Room and its clock after the event, for those that carry one. */
  readonly roomTick?: readonly [roomId: number, tick: number]
}

/**
 * `leaving` comes before the commit and cuts: what is written into the room afterwards may be heard of sooner than the
 * commit. `left` follows it, or `stayed` when it failed.
 */
export interface MemberNotice {
  readonly kind: 'joined' | 'leaving' | 'left' | 'stayed'
  readonly accountId: number
  readonly roomId: number
}

/** `sessionId` null: all of the account's but `except`. */
export interface SignedOutNotice {
  readonly kind: 'signedOut'
  readonly accountId: number
  readonly sessionId: number | null
  readonly except?: number
}

/** Notices may have been lost: whoever tells others how things stand looks at the database. */
export interface GapNotice {
  readonly kind: 'gap'
}

export type Listener = (notice: Notice) => void

/** Carries notices to every process, in the order each process published them. May lose some, and then says `gap`. */
export interface Bus {
  /**
   * Never fails. What is published anywhere after the answer has come arrives behind this notice, at those who listen to the
   * topic it is about; nothing to wait for is answered with undefined.
   */
  publish(notice: Notice): Promise<void> | undefined
  /** Hears what this process follows, and what concerns all; also what is published here, but perhaps no sooner than elsewhere. Answers with the function that stops listening. */
  listen(listener: Listener): () => void
  /** Asks for the notices about these topics; each following is ended by one unfollowing. From the answer on they arrive. */
  follow(topics: readonly Topic[]): Promise<void> | undefined
  unfollow(topics: readonly Topic[]): void
  /** False while notices of other processes may be lost. */
  readonly isWhole: boolean
  close(): Promise<void>
}
