import type { Change } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Cancel } from './ports.ts'

/** A room's order of changes, or with null the account's. */
export type Place = number | null

/** A frame that comes out of turn is usually followed by the missing one. */
const PATIENCE = 300
/** More than this is not worth keeping: it is read anew. */
const MOST_HELD = 500

export interface GapHandlers {
  take(event: Change): void
  ask(place: Place): Promise<void>
}

/** What was heard out of turn, and where more is known to be than was heard. */
export class Gaps {
  readonly #engine: Engine
  readonly #handlers: GapHandlers
  readonly #held = new Map<Place, Change[]>()
  readonly #expected = new Map<Place, number>()
  readonly #timers = new Map<Place, Cancel>()
  readonly #asking = new Set<Place>()

  constructor(engine: Engine, handlers: GapHandlers) {
    this.#engine = engine
    this.#handlers = handlers
  }

  clear(): void {
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    this.#held.clear()
    this.#expected.clear()
    this.#asking.clear()
  }

  hold(place: Place, event: Change): void {
    const held = this.#held.get(place) ?? []
    if (held.length < MOST_HELD) held.push(event)
    this.#held.set(place, held)
    this.#schedule(place, PATIENCE)
  }

  /** A heartbeat says how far a clock has come. */
  expect(place: Place, tick: number): void {
    if (tick <= this.#tickOf(place)) return
    this.#expected.set(place, Math.max(tick, this.#expected.get(place) ?? 0))
    this.#schedule(place, PATIENCE)
  }

  /** After a change was applied: those that waited for it may follow. */
  release(place: Place): void {
    const held = this.#held.get(place)
    if (held) {
      this.#held.delete(place)
      held.sort((a, b) => a.data.tick - b.data.tick)
      for (const event of held) this.#handlers.take(event)
    }
    if (!this.#isBehind(place)) this.#rest(place)
  }

  /** After reading everything: what was expected meanwhile may still be missing. */
  check(): void {
    for (const place of this.#expected.keys()) {
      if (this.#isBehind(place)) this.#schedule(place, PATIENCE)
      else this.#rest(place)
    }
  }

  #rest(place: Place): void {
    this.#expected.delete(place)
    this.#timers.get(place)?.()
    this.#timers.delete(place)
  }

  #isBehind(place: Place): boolean {
    return this.#held.has(place) || (this.#expected.get(place) ?? 0) > this.#tickOf(place)
  }

  /** A room that is not known is not behind: the account's clock brings it. */
  #tickOf(place: Place): number {
    if (place === null) return this.#engine.replica.accountTick
    return this.#engine.room(place)?.tick ?? Number.POSITIVE_INFINITY
  }

  #schedule(place: Place, patience: number): void {
    if (this.#timers.has(place) || this.#asking.has(place)) return
    this.#timers.set(
      place,
      this.#engine.after(patience, () => {
        this.#timers.delete(place)
        if (this.#isBehind(place)) this.#engine.background(this.#ask(place))
      }),
    )
  }

  async #ask(place: Place): Promise<void> {
    this.#asking.add(place)
    try {
      await this.#handlers.ask(place)
    } finally {
      this.#asking.delete(place)
    }
    this.release(place)
    if (this.#isBehind(place)) this.#schedule(place, PATIENCE)
  }
}
