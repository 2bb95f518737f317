import { api, type Message } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Cancel } from './ports.ts'

type Place = { readonly roomId: number; readonly id: number }
type Key = `${number}-${number}`

/** Rows that come into sight together are asked for together; ms. */
const GATHER = 30
/** Most tasks of one question. */
const AT_ONCE = 1_000

/**
 * How much was said about tasks, for those in sight: asked for, and again when something was said, changed or taken back in their
 * room that may be about one of them.
 */
export class Comments {
  readonly #engine: Engine
  readonly #counts = new Map<Key, number>()
  readonly #wanted = new Map<Key, Place & { users: number }>()
  readonly #due = new Set<Key>()
  /** How often something in a room may have changed what was said. */
  readonly #moves = new Map<number, number>()
  #isGathering = false

  constructor(engine: Engine) {
    this.#engine = engine
    engine.onReset(() => this.#counts.clear())
  }

  /** 0 also while it is not known. */
  count({ roomId, id }: Place): number {
    return this.#counts.get(`${roomId}-${id}`) ?? 0
  }

  /** Moves with everything that may have changed what was said in a room. */
  move(roomId: number): number {
    return this.#moves.get(roomId) ?? 0
  }

  /** To be called for tasks that are in sight, until the answer is called. */
  want({ roomId, id }: Place): Cancel {
    const key: Key = `${roomId}-${id}`
    const users = (this.#wanted.get(key)?.users ?? 0) + 1
    this.#wanted.set(key, { roomId, id, users })
    if (users === 1) this.#ask(key)
    return () => {
      const left = (this.#wanted.get(key)?.users ?? 1) - 1
      if (left > 0) this.#wanted.set(key, { roomId, id, users: left })
      else this.#wanted.delete(key)
    }
  }

  /** A message that was heard. */
  note({ roomId, body, deleted, editedAt }: Message): void {
    if (!deleted && editedAt === null && !/\bto=\d|\/#!rid\d/.test(body)) return
    this.#moves.set(roomId, this.move(roomId) + 1)
    this.#engine.topics.touch('comments')
    for (const [key, wanted] of this.#wanted) if (wanted.roomId === roomId) this.#ask(key)
  }

  /** What was said without a connection is not known. */
  resume(): void {
    for (const roomId of new Set([...this.#wanted.values()].map((wanted) => wanted.roomId)))
      this.#moves.set(roomId, this.move(roomId) + 1)
    this.#engine.topics.touch('comments')
    for (const key of this.#wanted.keys()) this.#ask(key)
  }

  #ask(key: Key): void {
    this.#due.add(key)
    if (this.#isGathering) return
    this.#isGathering = true
    this.#engine.after(GATHER, () => {
      this.#isGathering = false
      if (this.#engine.isConnected()) this.#engine.background(this.#read())
    })
  }

  async #read(): Promise<void> {
    const asked = [...this.#due].flatMap((key) => this.#wanted.get(key) ?? [])
    this.#due.clear()
    for (let from = 0; from < asked.length; from += AT_ONCE) {
      const tasks = asked.slice(from, from + AT_ONCE).map(({ roomId, id }) => ({ roomId, id }))
      const { counts } = await this.#engine.call(api.tasks.countComments, { tasks })
      for (const { roomId, id } of tasks) this.#counts.delete(`${roomId}-${id}`)
      for (const { roomId, id, comments } of counts) this.#counts.set(`${roomId}-${id}`, comments)
      this.#engine.topics.touch('comments')
    }
  }
}
