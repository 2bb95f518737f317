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
  done: Promise<unknown>
}

/**
 * Edits of messages, shown as made until the server has answered. Those of one message go in the order they were made. One that was
 * not taken is kept, until it is taken up again or thrown away.
 */
export class Edits {
  readonly #engine: Engine
  /** Both by `roomId-messageId`. */
  readonly #saving = new Map<string, Saving>()
  readonly #refused = new Map<string, RefusedEdit>()

  constructor(engine: Engine) {
    this.#engine = engine
    engine.onReset(() => this.#refused.clear())
  }

  /** What a message says, as it is shown. */
  body({ roomId, id, body }: Pick<Message, 'roomId' | 'id' | 'body'>): string {
    return this.#saving.get(keyOf(roomId, id))?.body ?? body
  }

  /** The first that waits in a room. */
  refused(roomId: number): RefusedEdit | null {
    for (const edit of this.#refused.values()) if (edit.message.roomId === roomId) return edit
    return null
  }

  save(message: Message, body: string): void {
    const { roomId, id } = message
    const key = keyOf(roomId, id)
    const before = this.#saving.get(key)?.done
    const saving: Saving = { body, done: this.#send(message, body, before) }
    this.#saving.set(key, saving)
    this.#refused.delete(key)
    this.#touch(roomId)
    this.#engine.background(
      saving.done.then((error) => {
        // What was written over it since says all of it.
        if (this.#saving.get(key) !== saving) return
        this.#saving.delete(key)
        if (error !== null) this.#refused.set(key, { message, body, error })
        this.#touch(roomId)
      }),
    )
  }

  /** It is being taken up again, or thrown away. */
  drop({ roomId, id }: Pick<Message, 'roomId' | 'id'>): void {
    this.#refused.delete(keyOf(roomId, id))
    this.#touch(roomId)
  }

  /** Resolves to why it was not taken, or to null. */
  async #send({ roomId, id }: Message, body: string, before: Promise<unknown> | undefined): Promise<unknown> {
    await before
    try {
      await this.#engine.call(api.messages.edit, { roomId, id, body })
      return null
    } catch (error) {
      return error
    }
  }

  #touch(roomId: number): void {
    this.#engine.topics.touch(`timeline:${roomId}`)
  }
}

function keyOf(roomId: number, id: string): string {
  return `${roomId}-${id}`
}
