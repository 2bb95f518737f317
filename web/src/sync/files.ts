import { api, applyFiles, type CallOf, type File, type FileKind, fileKindOf, Refusal } from '@naniwa/contract'
import type { Engine } from './engine.ts'

/** What a list is narrowed by. */
export interface FileQuery {
  readonly roomId?: number
  readonly accountId?: number
  readonly kind?: FileKind
  /** What its name holds. */
  readonly name?: string
}

export interface FilePage {
  /** What was read reaches down to this id; 0: there are no older ones. */
  readonly from: number
  /** Ids that the server found: names are compared by it alone. */
  readonly ids: ReadonlySet<number>
}

/** What is wanted within one frame is asked for together. */
const GATHER = 20
const none: readonly File[] = []

/** Files of rooms, by their ids and in lists. Where they are shown, they are asked for; the replica keeps them level. */
export class Files {
  readonly #engine: Engine
  readonly #gone = new Set<string>()
  readonly #asked = new Set<string>()
  readonly #wanted = new Map<number, Set<number>>()
  readonly #listed = new Set<number>()

  constructor(engine: Engine) {
    this.#engine = engine
    engine.onReset(() => this.#forget())
  }

  /** `null`: it is deleted, or not one's own; `undefined`: not known yet. */
  get(roomId: number, id: number): File | null | undefined {
    if (this.#isElsewhere(roomId)) return null
    const file = this.#engine.room(roomId)?.files.get(id)
    if (file) return file.deleted ? null : file
    return this.#gone.has(`${roomId}-${id}`) ? null : undefined
  }

  /** In a room one is not in: a quote may come from any. Nobody is asked about those, so a text full of quotes costs nothing. */
  #isElsewhere(roomId: number): boolean {
    const { me } = this.#engine.replica
    return me !== null && (this.#engine.room(roomId)?.mine.role ?? null) === null
  }

  /** Asks unless it is known. To be called for what is in sight. */
  want(roomId: number, id: number): void {
    const key = `${roomId}-${id}`
    if (this.#asked.has(key) || this.get(roomId, id) !== undefined) return
    this.#asked.add(key)
    if (this.#wanted.size === 0) this.#engine.after(GATHER, () => this.#engine.background(this.#ask()))
    this.#wanted.set(roomId, (this.#wanted.get(roomId) ?? new Set()).add(id))
  }

  /** A new connection: rooms of which nothing is held have let go of their files. */
  resume(): void {
    this.#asked.clear()
    this.#listed.clear()
    this.#engine.background(this.#ask())
  }

  /** Reads a page of a list into the replica. `before`: older ones than this. */
  async read(query: FileQuery, before?: number): Promise<FilePage> {
    const input: CallOf<typeof api.files.list> = { ...query, ...(before !== undefined && { before }) }
    for (let left = 3; ; left--) {
      const answer = await this.#engine.call(api.files.list, input)
      const late = applyFiles(this.#engine.replica, answer)
      this.#engine.changed(...new Set(answer.files.map(({ roomId }) => roomId)))
      if (late.length === 0 || left === 0) {
        const from = answer.more ? (answer.files.at(-1)?.id ?? 0) : 0
        return { from, ids: new Set(answer.files.map(({ id }) => id)) }
      }
      await this.#engine.wait(GATHER)
    }
  }

  /** What is known of a list down to an id, newest first: what came, changed or went since it was read is in it. */
  known(query: FileQuery, from: number, named?: ReadonlySet<number>): readonly File[] {
    const { rooms } = this.#engine.replica
    const copies = query.roomId === undefined ? [...rooms.values()] : [rooms.get(query.roomId)]
    const found: File[] = []
    for (const copy of copies) {
      if (!copy || copy.mine.role === null) continue
      for (const file of copy.files.values()) {
        if (file.id >= from && fits(file, query) && (!named || named.has(file.id))) found.push(file)
      }
    }
    return found.length === 0 ? none : found.sort((a, b) => b.createdAt - a.createdAt || b.id - a.id)
  }

  async #ask(): Promise<void> {
    if (!this.#engine.isConnected()) return
    const wanted = [...this.#wanted].filter(([roomId]) => !this.#isElsewhere(roomId))
    this.#wanted.clear()
    await Promise.all(wanted.map(([roomId, ids]) => this.#askRoom(roomId, [...ids])))
  }

  /** The newest of a room are usually those that its newest messages tell of; the others are asked for one by one. */
  async #askRoom(roomId: number, ids: readonly number[]): Promise<void> {
    try {
      if (!this.#listed.has(roomId)) await this.read({ roomId })
      this.#listed.add(roomId)
      for (const id of ids) if (this.get(roomId, id) === undefined) await this.#askOne(roomId, id)
    } catch (error) {
      for (const id of ids) this.#asked.delete(`${roomId}-${id}`)
      // One has just been taken out of the room, and hears of it in a moment.
      if (isNotFound(error)) return
      if (!(error instanceof Refusal)) this.#wanted.set(roomId, new Set(ids))
      throw error
    }
  }

  async #askOne(roomId: number, id: number): Promise<void> {
    try {
      const { file } = await this.#engine.call(api.files.get, { roomId, id })
      const copy = this.#engine.room(roomId)
      if (copy && file.tick > (copy.files.get(id)?.tick ?? 0)) copy.files.set(id, file)
    } catch (error) {
      if (!isNotFound(error)) throw error
      this.#gone.add(`${roomId}-${id}`)
    }
    this.#engine.changed(roomId)
  }

  #forget(): void {
    this.#gone.clear()
    this.#wanted.clear()
    this.#asked.clear()
    this.#listed.clear()
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'not_found'
}

function fits(file: File, { accountId, kind }: FileQuery): boolean {
  if (file.deleted) return false
  if (accountId !== undefined && file.accountId !== accountId) return false
  return kind === undefined || fileKindOf(file.type) === kind
}
