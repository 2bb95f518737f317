import { api, type Message } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import { gone } from './failure.ts'

/** The newest message of each room, for lists that show a line of it. Asked for where it was not heard. */
export class Latest {
  readonly #engine: Engine
  readonly #known = new Map<number, Message>()
  readonly #wanted = new Set<number>()
  #asking = false

  constructor(engine: Engine) {
    this.#engine = engine
    engine.onReset(() => this.#known.clear())
  }

  get(roomId: number): Message | null {
    const timeline = this.#engine.room(roomId)?.timeline
    return (timeline?.atEnd ? timeline.messages.at(-1) : undefined) ?? this.#known.get(roomId) ?? null
  }

  note(message: Message): void {
    const known = this.#known.get(message.roomId)
    if (known && known.number > message.number) return
    if (known?.number === message.number && known.tick >= message.tick) return
    this.#known.set(message.roomId, message)
    this.#engine.topics.touch(`latest:${message.roomId}`)
  }

  /** To be called for rooms that are in sight. */
  want(roomId: number): void {
    this.#engine.whenConnected(`latest:${roomId}`, () => this.#want(roomId))
  }

  #want(roomId: number): void {
    const last = this.#engine.room(roomId)?.lastNumber ?? 0
    if (last === 0 || (this.get(roomId)?.number ?? 0) >= last) return
    this.#wanted.add(roomId)
    if (this.#asking) return
    this.#asking = true
    this.#engine.background(
      this.#ask().finally(() => {
        this.#asking = false
      }),
    )
  }

  async #ask(): Promise<void> {
    for (const roomId of this.#wanted) {
      this.#wanted.delete(roomId)
      const found = await this.#engine.call(api.messages.list, { roomId, limit: 1 }).catch(gone)
      for (const message of found?.messages ?? []) this.note(message)
      // So that the device keeps it.
      this.#engine.changed(roomId)
    }
  }
}
