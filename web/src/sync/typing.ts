import { api, type EventData } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Cancel } from './ports.ts'

/** Heard for this long after the last notice. */
const HEARD = 6_000
const TOLD_EVERY = 4_000
const nobody: readonly number[] = []

/** Who is typing where. */
export class Typing {
  readonly #engine: Engine
  readonly #timers = new Map<string, Cancel>()
  readonly #who = new Map<number, readonly number[]>()
  readonly #toldAt = new Map<number, number>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  who(roomId: number): readonly number[] {
    return this.#who.get(roomId) ?? nobody
  }

  heard({ roomId, accountId }: EventData<'typing'>): void {
    if (accountId === this.#engine.replica.accountId) return
    const key = `${roomId}-${accountId}`
    this.#timers.get(key)?.()
    this.#timers.set(
      key,
      this.#engine.after(HEARD, () => this.stopped({ roomId, accountId })),
    )
    const who = this.who(roomId)
    if (!who.includes(accountId)) this.#set(roomId, [...who, accountId])
  }

  /** Their message has come. */
  stopped({ roomId, accountId }: EventData<'typing'>): void {
    const key = `${roomId}-${accountId}`
    if (!this.#timers.has(key)) return
    this.#timers.get(key)?.()
    this.#timers.delete(key)
    this.#set(
      roomId,
      this.who(roomId).filter((other) => other !== accountId),
    )
  }

  /** One is typing oneself. Told now and then; lost without harm. */
  tell(roomId: number): void {
    const now = this.#engine.ports.clock.now()
    if (now - (this.#toldAt.get(roomId) ?? 0) < TOLD_EVERY || !this.#engine.isConnected()) return
    this.#toldAt.set(roomId, now)
    this.#engine.call(api.rooms.typing, { roomId }).catch(() => {})
  }

  #set(roomId: number, who: readonly number[]): void {
    if (who.length === 0) this.#who.delete(roomId)
    else this.#who.set(roomId, who)
    this.#engine.topics.touch(`typing:${roomId}`)
  }
}
