import {
  apply,
  type CallOf,
  type Change as Changed,
  createReplica,
  type Endpoint,
  type Outcome,
  type OutputOf,
  placeOf,
  type Replica,
  type RoomReplica,
} from '@naniwa/contract'
import { isPassing } from './failure.ts'
import type { Cancel, Ports } from './ports.ts'
import { Topics } from './topics.ts'

export type Call = <E extends Endpoint>(endpoint: E, input: CallOf<E>) => Promise<OutputOf<E>>

/** `null`: one's own things: me, categories, drafts, bookmarks, contacts, and what is one's own about rooms. */
export type Change = number | null

/** The replica, and who is told when it changes. What the parts of the client have in common. */
export class Engine {
  readonly ports: Ports
  readonly topics: Topics
  readonly replica: Replica
  readonly call: Call
  readonly isConnected: () => boolean
  readonly #watchers: ((change: Change) => void)[] = []
  readonly #resets: (() => void)[] = []
  readonly #waiting = new Map<string, () => void>()

  constructor(ports: Ports, accountId: number, line: { call: Call; isConnected: () => boolean }) {
    this.ports = ports
    this.call = line.call
    this.isConnected = line.isConnected
    this.topics = new Topics(ports.clock)
    this.replica = createReplica(accountId, '')
  }

  /** Called after every change to the replica, before any view is told. */
  onChange(watch: (change: Change) => void): void {
    this.#watchers.push(watch)
  }

  /** Called when the copy was thrown away, because it is of another past than the server's. */
  onReset(reset: () => void): void {
    this.#resets.push(reset)
  }

  /** Now, or as soon as the copy is level again: what is in sight before that is asked for as well. Of one key the last `act` waits. */
  whenConnected(key: string, act: () => void): void {
    if (this.isConnected()) act()
    else this.#waiting.set(key, act)
  }

  resume(): void {
    const acts = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const act of acts) act()
  }

  room(roomId: number): RoomReplica | undefined {
    return this.replica.rooms.get(roomId)
  }

  apply(event: Changed): Outcome {
    const outcome = apply(this.replica, event)
    const done = outcome.kind === 'applied' || outcome.kind === 'stale' || event.event === 'myRoom'
    if (!done) return outcome
    if (event.event === 'myRoom') this.changed(event.data.roomId, null)
    else this.changed(placeOf(event))
    return outcome
  }

  changed(...changes: Change[]): void {
    for (const change of changes) {
      for (const watch of this.#watchers) watch(change)
      if (change === null) this.topics.touch('me', 'categories', 'bookmarks', 'contacts', 'rooms')
      else {
        this.topics.touch(`room:${change}`, `timeline:${change}`, `members:${change}`, 'rooms', 'tasks')
        this.topics.touch(`files:${change}`, 'files')
      }
    }
  }

  everythingChanged(): void {
    this.changed(null, ...this.replica.rooms.keys())
    this.topics.touchAll()
  }

  /** Lets go of the copy, not of what was typed here. */
  reset(epoch: string): void {
    const { replica } = this
    replica.epoch = epoch
    replica.accountTick = 0
    replica.me = null
    for (const map of Object.values(replica)) if (map instanceof Map) map.clear()
    for (const reset of this.#resets) reset()
    this.everythingChanged()
  }

  /** Lets work go on by itself. What fails for a moment is done again by whoever needs it; the rest is a mistake of ours. */
  background(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!isPassing(error)) this.ports.report?.(error)
    })
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.ports.clock.after(milliseconds, resolve)
    })
  }

  after(milliseconds: number, run: () => void): Cancel {
    return this.ports.clock.after(milliseconds, run)
  }
}
