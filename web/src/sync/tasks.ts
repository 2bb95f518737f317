import { api, applyMyTasks, applyTasks, type CallOf, type RoomReplica, type Task } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Overlay } from './overlay.ts'
import type { Cancel } from './ports.ts'

/**
 * Lists of tasks that are read where they are shown: one's open ones in all rooms, those one asked others for, those done of
 * both; the open ones of a room, and its done ones.
 */
export type TaskList = 'mine' | 'asked' | 'done' | `room:${number}` | `done:${number}`

/** What is asked for in one question about done tasks: those of all rooms take two. */
type Part = `done:${number}` | 'mine' | 'asked'

function roomOf(list: string): number {
  return Number(list.split(':')[1])
}

function partsOf(list: TaskList): readonly Part[] {
  if (list === 'done') return ['mine', 'asked']
  return list.startsWith('done:') ? [list as Part] : []
}

const TRIES = 5
const none: readonly Task[] = []

interface RoomTasks {
  stamp: string
  tasks: readonly Task[]
}

/** The tasks that are known, as views; and what is asked for so that lists in sight are whole. */
export class Tasks {
  readonly #engine: Engine
  readonly #overlay: Overlay
  readonly #rooms = new Map<number, RoomTasks>()
  readonly #dirty = new Set<number>()
  readonly #wanted = new Map<TaskList, number>()
  readonly #asking = new Set<TaskList>()
  /** Lists that were read, and are kept whole by events. */
  readonly #fresh = new Set<TaskList>()
  /** Where the answers of lists of done tasks ended that have more. */
  readonly #cursors = new Map<Part, string>()
  /** Up to which clock tasks of a room were let go of. */
  readonly #since = new Map<number, number>()
  /** Ids of one's own that no answer tells of. */
  readonly #given = new Set<number>()
  #all: readonly Task[] = none

  constructor(engine: Engine, overlay: Overlay) {
    this.#engine = engine
    this.#overlay = overlay
    engine.onChange((change) => {
      if (change !== null) this.#noticed(change)
    })
    engine.onReset(() => {
      for (const roomId of this.#rooms.keys()) this.#dirty.add(roomId)
      this.#fresh.clear()
      this.#given.clear()
      this.#cursors.clear()
    })
  }

  /** Every task that is known and not deleted. The same array while none has changed. */
  all(): readonly Task[] {
    let isSame = true
    for (const roomId of this.#dirty) if (this.#update(roomId)) isSame = false
    this.#dirty.clear()
    if (!isSame) this.#all = [...this.#rooms.values()].flatMap(({ tasks }) => tasks)
    return this.#all
  }

  /** Those of one room. */
  room(roomId: number): readonly Task[] {
    this.all()
    return this.#rooms.get(roomId)?.tasks ?? none
  }

  get(roomId: number, id: number): Task | undefined {
    return this.room(roomId).find((task) => task.id === id)
  }

  isDeleted(roomId: number, id: number): boolean {
    return this.#engine.room(roomId)?.tasks.get(id)?.deleted === true
  }

  /** Whether nothing is missing from a list. */
  isWhole(list: TaskList): boolean {
    return !this.#isNeeded(list)
  }

  /** To be called for lists that are in sight, until the answer is called. */
  want(list: TaskList): Cancel {
    this.#wanted.set(list, (this.#wanted.get(list) ?? 0) + 1)
    this.#follow(list)
    return () => {
      const users = (this.#wanted.get(list) ?? 1) - 1
      if (users > 0) this.#wanted.set(list, users)
      else this.#wanted.delete(list)
    }
  }

  /** Whether older done ones can be read. */
  hasMore(list: TaskList): boolean {
    return partsOf(list).some((part) => this.#cursors.has(part))
  }

  /** Reads older done ones. */
  async more(list: TaskList): Promise<void> {
    for (const part of partsOf(list)) {
      const cursor = this.#cursors.get(part)
      if (cursor !== undefined) await this.#askDone(part, cursor)
    }
    this.#engine.topics.touch('tasks')
  }

  /** One task that an address leads to. Throws what the server refuses with. */
  async fetch(roomId: number, id: number): Promise<void> {
    for (let left = TRIES; left > 0; left--) {
      const since = this.#engine.room(roomId)?.tasksSince
      const task = await this.#engine.call(api.tasks.get, { roomId, id })
      const copy = this.#engine.room(roomId)
      // Read before changes that were not heard: the answer may be older than they are.
      if (!copy || copy.tasksSince !== since) continue
      applyTasks(copy, { tick: Math.max(task.tick, since), tasks: [task] }, 'some')
      return this.#engine.changed(roomId)
    }
  }

  /** What was missed without a connection is not known: lists in sight are read again. */
  resume(): void {
    this.#fresh.clear()
    for (const list of this.#wanted.keys()) this.#follow(list)
  }

  #noticed(roomId: number): void {
    this.#dirty.add(roomId)
    const since = this.#engine.room(roomId)?.tasksSince
    const before = this.#since.get(roomId)
    if (since === undefined) this.#since.delete(roomId)
    else this.#since.set(roomId, since)
    if (before !== undefined && since !== undefined && before !== since) {
      this.#fresh.delete('asked')
      this.#fresh.delete('done')
      this.#fresh.delete(`done:${roomId}`)
    }
    for (const list of this.#wanted.keys()) this.#follow(list)
  }

  #update(roomId: number): boolean {
    const copy = this.#engine.room(roomId)
    const known = this.#rooms.get(roomId)
    if (!copy || copy.mine.role === null) return this.#rooms.delete(roomId)
    let newest = 0
    for (const { tick } of copy.tasks.values()) newest = Math.max(newest, tick)
    const stamp = `${copy.tasks.size} ${newest} ${this.#overlay.tasksStamp(roomId)}`
    if (known?.stamp === stamp) return false
    const tasks = [...copy.tasks.values()].filter(({ deleted }) => !deleted).map((task) => this.#overlay.task(task))
    this.#rooms.set(roomId, { stamp, tasks })
    return known !== undefined || tasks.length > 0
  }

  #isNeeded(list: TaskList): boolean {
    if (list === 'mine') return this.#missing().length > 0
    const [kind, roomId] = list.split(':')
    return kind === 'room' ? this.#engine.room(Number(roomId))?.tasksLoaded !== true : !this.#fresh.has(list)
  }

  /** Rooms in which one has open tasks that are not known. */
  #missing(): RoomReplica[] {
    const rooms: RoomReplica[] = []
    for (const copy of this.#engine.replica.rooms.values()) {
      if (copy.mine.tasks.some((id) => !copy.tasks.has(id) && !this.#given.has(id))) rooms.push(copy)
    }
    return rooms
  }

  #follow(list: TaskList): void {
    if (this.#asking.has(list) || !this.#engine.isConnected() || !this.#isNeeded(list)) return
    this.#asking.add(list)
    this.#engine.background(
      this.#ask(list).finally(() => {
        this.#asking.delete(list)
        this.#engine.topics.touch('tasks')
      }),
    )
  }

  async #ask(list: TaskList): Promise<void> {
    if (list.startsWith('room:')) {
      await this.#askRoom(roomOf(list), { status: 'open' })
      return
    }
    if (list === 'mine') return this.#askMine()
    if (list === 'asked') await this.#askAcross({ scope: 'asked', status: 'open' })
    else for (const part of partsOf(list)) await this.#askDone(part)
    this.#fresh.add(list)
  }

  async #askDone(part: Part, cursor?: string): Promise<void> {
    const query = { status: 'done', ...(cursor !== undefined && { cursor }) } as const
    const isAcross = part === 'mine' || part === 'asked'
    const asked = isAcross ? this.#askAcross({ scope: part, ...query }) : this.#askRoom(roomOf(part), query)
    const more = await asked
    if (more === null) this.#cursors.delete(part)
    else this.#cursors.set(part, more)
  }

  async #askMine(): Promise<void> {
    await this.#askAcross({ scope: 'mine', status: 'open' })
    const { accountId } = this.#engine.replica
    for (const { mine } of this.#missing()) await this.#askRoom(mine.roomId, { status: 'open', accountId })
    // Whatever no answer tells of is not asked for without end.
    for (const { mine, tasks } of this.#missing()) {
      for (const id of mine.tasks) if (!tasks.has(id)) this.#given.add(id)
    }
  }

  /** Answers with where it ended, if there is more. */
  async #askAcross(query: CallOf<typeof api.tasks.mine>): Promise<string | null> {
    let more: string | null = null
    for (let left = TRIES; left > 0; left--) {
      const answer = await this.#engine.call(api.tasks.mine, query)
      more = answer.more
      const again = applyMyTasks(this.#engine.replica, answer)
      this.#engine.changed(...answer.ticks.map(({ roomId }) => roomId))
      if (again.length === 0) break
    }
    return more
  }

  async #askRoom(roomId: number, query: Omit<CallOf<typeof api.tasks.list>, 'roomId'>): Promise<string | null> {
    const asked = query.status === 'open' && query.accountId === undefined ? 'allOpen' : 'some'
    let more: string | null = null
    for (let left = TRIES; left > 0; left--) {
      if (!this.#engine.room(roomId)?.room) break
      const answer = await this.#engine.call(api.tasks.list, { roomId, ...query })
      more = answer.more
      const copy = this.#engine.room(roomId)
      if (!copy) break
      const isTaken = applyTasks(copy, answer, asked)
      this.#engine.changed(roomId)
      if (isTaken) break
    }
    return more
  }
}
