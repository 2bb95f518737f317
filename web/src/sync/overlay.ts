import type { MyRoom, Task } from '@naniwa/contract'
import type { Engine } from './engine.ts'

export type Arrangement = Partial<Pick<MyRoom, 'pinned' | 'muted' | 'categoryId'>>
/** What changes of a task: never its place or its clock. */
export type TaskChange = Partial<Omit<Task, 'roomId' | 'id' | 'tick'>>

interface TaskChanging {
  readonly task: Pick<Task, 'roomId' | 'id'>
  readonly change: TaskChange
}

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
  /** Changes of tasks, in the order in which they were made. */
  #tasks: readonly TaskChanging[] = []
  #taskStamp = 0
  readonly #taskStamps = new Map<number, number>()
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

  async changeTask<T>(task: TaskChanging['task'], change: TaskChange, work: () => Promise<T>): Promise<T> {
    const changing = { task, change }
    this.#setTasks(task.roomId, [...this.#tasks, changing])
    try {
      return await work()
    } finally {
      this.#setTasks(
        task.roomId,
        this.#tasks.filter((other) => other !== changing),
      )
    }
  }

  /** A task as it is shown. */
  task(task: Task): Task {
    const changes = this.#tasks.filter(({ task: { roomId, id } }) => roomId === task.roomId && id === task.id)
    return Object.assign({}, task, ...changes.map(({ change }) => change))
  }

  /** Another number when what `task` answers may have changed. */
  tasksStamp(roomId: number): number {
    return this.#taskStamps.get(roomId) ?? 0
  }

  #setTasks(roomId: number, tasks: readonly TaskChanging[]): void {
    this.#tasks = tasks
    this.#taskStamp += 1
    this.#taskStamps.set(roomId, this.#taskStamp)
    this.#engine.changed(roomId)
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
