import { api, Refusal, type RoomReplica } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Overlay } from './overlay.ts'
import type { Cancel } from './ports.ts'

/** Long enough to tell looking from passing by. */
const LOOK = 400

/**
 * Moves the read mark along while the reader looks at the end of a room. A room in which something was marked unread by hand
 * stays as it is, however often it is entered, until the reader comes to the end by their own action.
 */
export class Reading {
  readonly #engine: Engine
  readonly #overlay: Overlay
  readonly #kept: Set<number>
  readonly #isSettling: () => boolean
  readonly #readNumbers = new Map<number, number>()
  readonly #sending = new Set<number>()
  #looked: number | null = null
  #cancel: Cancel = () => {}

  constructor(engine: Engine, overlay: Overlay, options: { kept: Set<number>; isSettling: () => boolean }) {
    this.#engine = engine
    this.#overlay = overlay
    this.#kept = options.kept
    this.#isSettling = options.isSettling
    engine.onChange((change) => {
      if (change === null) return
      this.#notice(change)
      if (change === this.#looked) this.#schedule()
    })
  }

  /** Everything up to this number is read, as far as this device knows. */
  readNumber(copy: RoomReplica): number {
    return Math.max(copy.mine.readNumber, this.#overlay.reads.get(copy.mine.roomId) ?? 0)
  }

  unread(copy: RoomReplica): number {
    return Math.max(0, copy.lastNumber - this.readNumber(copy))
  }

  isKept(roomId: number): boolean {
    return this.#kept.has(roomId)
  }

  /** The room whose end is in sight of a reader who is there; null when there is none. */
  look(roomId: number | null): void {
    if (roomId === this.#looked) return
    this.#looked = roomId
    this.#schedule()
  }

  isLookedAt(roomId: number): boolean {
    return this.#looked === roomId
  }

  /** The reader has scrolled to the end by hand, sent something, or pressed Esc. */
  finish(roomId: number): void {
    if (this.#kept.delete(roomId)) this.#engine.changed(null)
    this.#read(roomId, this.#engine.room(roomId)?.lastNumber)
  }

  async markUnread(roomId: number, number: number): Promise<void> {
    this.#overlay.reads.delete(roomId)
    this.#kept.add(roomId)
    this.#engine.changed(roomId, null)
    await this.#engine.call(api.messages.unread, { roomId, number })
  }

  /** What was read without a connection is told now. */
  resume(): void {
    for (const roomId of this.#overlay.reads.keys()) this.#tell(roomId)
  }

  /** A mark that moved back was moved by hand, here or on another device. */
  #notice(roomId: number): void {
    const number = this.#engine.room(roomId)?.mine.readNumber
    if (number === undefined) return
    const before = this.#readNumbers.get(roomId)
    this.#readNumbers.set(roomId, number)
    if (before === undefined || number >= before) return
    this.#overlay.reads.delete(roomId)
    this.#kept.add(roomId)
  }

  #schedule(): void {
    this.#cancel()
    const roomId = this.#looked
    if (roomId === null || this.#kept.has(roomId)) return
    this.#cancel = this.#engine.after(LOOK, () => {
      // What is still on its way is not seen yet.
      if (this.#isSettling()) return this.#schedule()
      if (roomId === this.#looked && !this.#kept.has(roomId)) {
        this.#read(roomId, this.#engine.room(roomId)?.timeline.messages.at(-1)?.number)
      }
    })
  }

  #read(roomId: number, number: number | undefined): void {
    const copy = this.#engine.room(roomId)
    if (!copy || number === undefined || number <= this.readNumber(copy)) return
    this.#overlay.reads.set(roomId, number)
    this.#engine.changed(roomId)
    this.#tell(roomId)
  }

  #tell(roomId: number): void {
    const number = this.#overlay.reads.get(roomId)
    if (number === undefined || this.#sending.has(roomId) || !this.#engine.isConnected()) return
    this.#sending.add(roomId)
    this.#engine.background(this.#send(roomId, number))
  }

  async #send(roomId: number, number: number): Promise<void> {
    let settled = true
    try {
      await this.#engine.call(api.messages.read, { roomId, number })
    } catch (error) {
      settled = error instanceof Refusal
      throw error
    } finally {
      this.#sending.delete(roomId)
      const wanted = this.#overlay.reads.get(roomId)
      if (settled && wanted === number) this.#overlay.reads.delete(roomId)
      this.#engine.changed(roomId)
      if (settled && wanted !== undefined && wanted > number) this.#tell(roomId)
    }
  }
}
