import { api, type Draft } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Cancel } from './ports.ts'

const KEEP_AFTER = 200
const SAVE_AFTER = 1_000

/** What is typed here and the server does not know yet. */
interface Unsaved {
  roomId: number
  body: string
}

/**
 * What stands in each room's composer. Kept on this device almost at once and on the server a little later, so that it
 * survives a reload and follows to another device. What is typed here wins over what comes from elsewhere.
 */
export class Drafts {
  readonly #engine: Engine
  readonly #unsaved = new Map<number, string>()
  readonly #keeping = new Map<number, Cancel>()
  readonly #saving = new Map<number, Cancel>()
  readonly #inFlight = new Set<number>()
  readonly #saved = new Map<number, { body: string; tick: number }>()

  constructor(engine: Engine) {
    this.#engine = engine
    let shown = new Map<number, Draft>()
    engine.onChange((change) => {
      if (change !== null) return
      this.#settle()
      const before = shown
      shown = new Map(engine.replica.drafts)
      for (const roomId of new Set([...before.keys(), ...shown.keys()])) {
        if (before.get(roomId) !== shown.get(roomId)) engine.topics.touch(`draft:${roomId}`, `room:${roomId}`)
      }
    })
  }

  async load(): Promise<void> {
    for (const { roomId, body } of await this.#engine.ports.storage.all<Unsaved>('draft')) {
      this.#unsaved.set(roomId, body)
    }
  }

  body(roomId: number): string {
    return this.#unsaved.get(roomId) ?? this.#engine.replica.drafts.get(roomId)?.body ?? ''
  }

  set(roomId: number, body: string): void {
    if (body === this.body(roomId)) return
    const wasEmpty = this.body(roomId) === ''
    this.#unsaved.set(roomId, body)
    this.#later(this.#keeping, roomId, KEEP_AFTER, () => this.#keep(roomId))
    this.#later(this.#saving, roomId, SAVE_AFTER, () => this.#save(roomId))
    this.#engine.topics.touch(`draft:${roomId}`)
    if (wasEmpty !== (body === '')) this.#engine.topics.touch(`room:${roomId}`)
  }

  /** After sending: nothing of it may come back. */
  clear(roomId: number): void {
    this.set(roomId, '')
    this.#keeping.get(roomId)?.()
    this.#keep(roomId)
    this.#saving.get(roomId)?.()
    this.#save(roomId)
  }

  /** Writes down at once what waits for its turn; the page may be closing. */
  flush(): void {
    for (const roomId of [...this.#keeping.keys()]) {
      this.#keeping.get(roomId)?.()
      this.#keep(roomId)
    }
  }

  /** Saves what was typed without a connection. */
  resume(): void {
    for (const roomId of this.#unsaved.keys()) {
      if (this.#engine.replica.rooms.has(roomId)) this.#save(roomId)
    }
  }

  #later(timers: Map<number, Cancel>, roomId: number, milliseconds: number, run: () => void): void {
    timers.get(roomId)?.()
    timers.set(roomId, this.#engine.after(milliseconds, run))
  }

  #keep(roomId: number): void {
    this.#keeping.delete(roomId)
    const body = this.#unsaved.get(roomId)
    const value: Unsaved | undefined = body === undefined ? undefined : { roomId, body }
    this.#engine.background(this.#engine.ports.storage.write([{ table: 'draft', key: roomId, value }]))
  }

  #save(roomId: number): void {
    this.#saving.delete(roomId)
    if (this.#inFlight.has(roomId) || !this.#engine.isConnected()) return
    this.#inFlight.add(roomId)
    this.#engine.background(this.#tell(roomId).finally(() => this.#inFlight.delete(roomId)))
  }

  async #tell(roomId: number): Promise<void> {
    const body = this.#unsaved.get(roomId)
    if (body === undefined) return
    const { tick } = await this.#engine.call(api.drafts.save, { roomId, body })
    if (this.#unsaved.get(roomId) === body) this.#saved.set(roomId, { body, tick })
    else this.#later(this.#saving, roomId, SAVE_AFTER, () => this.#save(roomId))
    this.#settle()
  }

  /** Once the replica has what was saved, it alone counts again. */
  #settle(): void {
    for (const [roomId, { body, tick }] of this.#saved) {
      if (tick > this.#engine.replica.accountTick) continue
      this.#saved.delete(roomId)
      if (this.#unsaved.get(roomId) !== body) continue
      this.#unsaved.delete(roomId)
      this.#keeping.get(roomId)?.()
      this.#keep(roomId)
    }
  }
}
