import type { Cancel, Clock } from './ports.ts'

/** What a view may depend on. The number is a room's id. */
export type Topic =
  | 'status'
  | 'me'
  | 'rooms'
  | 'categories'
  | 'bookmarks'
  | 'contacts'
  | 'tasks'
  | 'comments'
  | `room:${number}`
  | `timeline:${number}`
  | `files:${number}`
  | 'files'
  | 'uploads'
  | `upload:${string}`
  | `members:${number}`
  | `draft:${number}`
  | `typing:${number}`
  | `latest:${number}`
  | `person:${number}`
  | `message:${number}-${string}`

/** Views are told at most this often, so that a busy room costs no more than a frame each time. */
const FRAME = 16

/** Who depends on what. A change is told at once; those that follow within a frame are told together. */
export class Topics {
  readonly #clock: Clock
  readonly #listeners = new Map<Topic, Set<() => void>>()
  readonly #changed = new Set<Topic>()
  #waiting = false
  #toldAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  subscribe(topic: Topic, listen: () => void): Cancel {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners)
    listeners.add(listen)
    return () => {
      listeners.delete(listen)
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) this.#listeners.delete(topic)
    }
  }

  touch(...topics: Topic[]): void {
    for (const topic of topics) this.#changed.add(topic)
    if (this.#waiting) return
    this.#waiting = true
    const since = this.#clock.now() - this.#toldAt
    if (since >= FRAME || since < 0) queueMicrotask(() => this.#tell())
    else this.#clock.after(FRAME - since, () => this.#tell())
  }

  touchAll(): void {
    this.touch(...this.#listeners.keys())
  }

  #tell(): void {
    this.#waiting = false
    this.#toldAt = this.#clock.now()
    const changed = [...this.#changed]
    this.#changed.clear()
    for (const topic of changed) for (const listen of [...(this.#listeners.get(topic) ?? [])]) listen()
  }
}
