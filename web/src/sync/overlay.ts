import type { MyRoom } from '@naniwa/contract'
import type { Engine } from './engine.ts'

export type Arrangement = Partial<Pick<MyRoom, 'pinned' | 'muted' | 'categoryId'>>

/**
 * What the reader has just done and the server has not answered yet, shown as done. Kept beside the replica, never in it:
 * when the answer comes, or a refusal, the replica alone counts again.
 */
export class Overlay {
  /** Read up to here. */
  readonly reads = new Map<number, number>()
  readonly arranged = new Map<number, Arrangement>()
  /** Categories folded or unfolded. */
  readonly collapsed = new Map<number, boolean>()
  /** By `roomId-messageId`: emoji put on or taken off. A new map with every change. */
  readonly reactions = new Map<string, ReadonlyMap<string, boolean>>()
  readonly #engine: Engine

  constructor(engine: Engine) {
    this.#engine = engine
    engine.onReset(() => this.reads.clear())
  }

  async arrange(roomId: number, arrangement: Arrangement, work: () => Promise<unknown>): Promise<void> {
    const before = this.arranged.get(roomId)
    this.arranged.set(roomId, { ...before, ...arrangement })
    this.#engine.changed(roomId)
    try {
      await work()
    } finally {
      this.arranged.delete(roomId)
      this.#engine.changed(roomId)
    }
  }

  async collapse(categoryId: number, collapsed: boolean, work: () => Promise<unknown>): Promise<void> {
    this.collapsed.set(categoryId, collapsed)
    this.#engine.changed(null)
    try {
      await work()
    } finally {
      this.collapsed.delete(categoryId)
      this.#engine.changed(null)
    }
  }

  async react(roomId: number, messageId: string, emoji: string, on: boolean, work: () => Promise<unknown>) {
    const key = `${roomId}-${messageId}`
    this.#setReaction(roomId, key, emoji, on)
    try {
      await work()
    } finally {
      this.#setReaction(roomId, key, emoji, undefined)
    }
  }

  #setReaction(roomId: number, key: string, emoji: string, on: boolean | undefined): void {
    const changed = new Map(this.reactions.get(key))
    if (on === undefined) changed.delete(emoji)
    else changed.set(emoji, on)
    if (changed.size === 0) this.reactions.delete(key)
    else this.reactions.set(key, changed)
    this.#engine.topics.touch(`timeline:${roomId}`)
  }
}
