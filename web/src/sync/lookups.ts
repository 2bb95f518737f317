import { api, type Message, Refusal } from '@naniwa/contract'
import type { Engine } from './engine.ts'

type Key = `${number}-${string}`

/**
 * Single messages that others point at, asked for once. `null`: it is gone, or in a room one is not in; `undefined`: not
 * known yet.
 */
export class Lookups {
  readonly #engine: Engine
  readonly #known = new Map<string, Message | null>()
  readonly #asked = new Set<string>()

  constructor(engine: Engine) {
    this.#engine = engine
    engine.onReset(() => this.#known.clear())
  }

  get(roomId: number, id: string): Message | null | undefined {
    const held = this.#engine.room(roomId)?.timeline.messages.find((message) => message.id === id)
    return held ?? this.#known.get(`${roomId}-${id}`)
  }

  /** Asks unless it is known. To be called for what is in sight. */
  want(roomId: number, id: string): void {
    const key: Key = `${roomId}-${id}`
    if (id === '' || this.#asked.has(key)) return
    this.#engine.whenConnected(`message:${key}`, () => {
      if (this.get(roomId, id) !== undefined) return
      this.#asked.add(key)
      this.#engine.background(this.#ask(roomId, id, key))
    })
  }

  /** A change to a message that may have been asked for. */
  note(message: Message): void {
    const key: Key = `${message.roomId}-${message.id}`
    if (this.#known.has(key)) this.#take(key, message)
  }

  async #ask(roomId: number, id: string, key: Key): Promise<void> {
    try {
      this.#take(key, await this.#engine.call(api.messages.get, { roomId, id }))
    } catch (error) {
      if (!(error instanceof Refusal)) this.#asked.delete(key)
      else this.#take(key, null)
    }
  }

  #take(key: Key, message: Message | null): void {
    this.#known.set(key, message)
    this.#engine.topics.touch(`message:${key}`)
  }
}
