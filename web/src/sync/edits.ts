import { api, type Message } from '@naniwa/contract'
import type { Engine } from './engine.ts'

/** What a message was to say, and why it does not. */
export interface RefusedEdit {
  readonly message: Message
  readonly body: string
  readonly error: unknown
}

/** The edits of one message that are under way, one after the other. */
interface Saving {
  /** The last of them, which is shown. */
  body: string
  done: Promise<void>
}

/**
 * Edits of messages, shown as made until the server has answered. Those of one message go in the order they were made. One that was
 * not taken is kept, until it is taken up again or thrown away.
 */
export class Edits {
  readonly #engine: Engine
  /** By `roomId-messageId`. */
  readonly #saving = new Map<string, Saving>()
  /** By room: the last one there. */
  readonly #refused = new Map<number, RefusedEdit>()

  constructor(engine: Engine) {
    this.#engine = engine
    engine.onReset(() => this.#refused.clear())
  }

  /** What a message says, as it is shown. */
  body({ roomId, id, body }: Pick<Message, 'roomId' | 'id' | 'body'>): string {
    return this.#saving.get(keyOf(roomId, id))?.body ?? body
  }

  refused(roomId: number): RefusedEdit | null {
    return this.#refused.get(roomId) ?? null
  }

  save(message: Message, body: string): void {
    const { roomId, id } = message
    const key = keyOf(roomId, id)
    const before = this.#saving.get(key)?.done ?? Promise.resolve()
    const saving: Saving = { body, done: before.then(() => this.#call(message, body, () => isLast())) }
    const isLast = () => this.#saving.get(key) === saving
    this.#saving.set(key, saving)
    this.#refused.delete(roomId)
    this.#touch(roomId)
    this.#engine.background(
      saving.done.then(() => {
        if (isLast()) this.#saving.delete(key)
        this.#touch(roomId)
      }),
    )
  }

  /** It is being taken up again, or thrown away. */
  drop(roomId: number): void {
    this.#refused.delete(roomId)
    this.#touch(roomId)
  }

  async #call(message: Message, body: string, isLast: () => boolean): Promise<void> {
    const { roomId, id } = message
    try {
      await this.#engine.call(api.messages.edit, { roomId, id, body })
    } catch (error) {
      // What was written over it since says all of it.
      if (isLast()) this.#refused.set(roomId, { message, body, error })
    }
  }

  #touch(roomId: number): void {
    this.#engine.topics.touch(`timeline:${roomId}`)
  }
}

function keyOf(roomId: number, id: string): string {
  return `${roomId}-${id}`
}
