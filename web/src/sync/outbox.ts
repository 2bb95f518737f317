import { api, type ErrorCode, type Message, Refusal } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import { delayOf, isPassing } from './failure.ts'
import { messageIds } from './message-id.ts'
import type { Cancel } from './ports.ts'
import type { Upload } from './upload-rows.ts'

/** A message that was typed and is not yet among the others. */
export interface OutboxEntry {
  readonly id: string
  readonly roomId: number
  readonly body: string
  readonly createdAt: number
  /** `sent`: the server has it, the replica not yet. */
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed'
  /** Why it failed. */
  readonly code?: ErrorCode
  /** Room clock of the answer. */
  readonly tick?: number
  /** The file it tells of. */
  readonly upload?: Upload
}

const RETRY = 2_000
/** A device that is slow to keep things must not hold up sending. */
const KEEP_TIMEOUT = 500
const none: readonly OutboxEntry[] = []

/**
 * What was typed survives a reload and a dead network: it is kept on the device before it is sent, and the same id is sent
 * until the server has answered, one at a time in each room, in the order it was typed.
 */
export class Outbox {
  readonly #engine: Engine
  readonly #newId: () => string
  readonly #rooms = new Map<number, readonly OutboxEntry[]>()
  readonly #running = new Set<number>()
  readonly #retries = new Map<number, Cancel>()
  /** Ids that are on the device for certain: only of these does absence mean that another tab took them. */
  readonly #kept = new Set<string>()
  #isOpen = false

  constructor(engine: Engine) {
    this.#engine = engine
    this.#newId = messageIds(engine.ports)
    engine.onChange((change) => {
      if (change !== null) this.#settle(change)
    })
  }

  /** What was left by an earlier visit. */
  async load(): Promise<void> {
    const kept = await this.#engine.ports.storage.all<OutboxEntry>('outbox')
    kept.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    for (const entry of kept) {
      this.#kept.add(entry.id)
      this.#put({ ...entry, state: entry.state === 'failed' ? 'failed' : 'waiting' })
    }
  }

  entries(roomId: number): readonly OutboxEntry[] {
    return this.#rooms.get(roomId) ?? none
  }

  /** How many wait for a connection. */
  get waiting(): number {
    let count = 0
    for (const entries of this.#rooms.values()) {
      count += entries.filter(({ state }) => state === 'waiting' || state === 'sending').length
    }
    return count
  }

  /** Returns the id at once; the message goes when it can. */
  send(roomId: number, body: string): string {
    const id = this.#newId()
    const entry: OutboxEntry = { id, roomId, body, createdAt: this.#engine.ports.clock.now(), state: 'waiting' }
    this.#put(entry)
    const kept = Promise.race([this.#keep(entry), this.#engine.wait(KEEP_TIMEOUT)])
    this.#engine.background(kept.finally(() => this.#run(roomId)))
    return id
  }

  /** Sending may begin: the server knows who this is. */
  resume(): void {
    this.#isOpen = true
    for (const roomId of this.#rooms.keys()) this.#run(roomId)
  }

  pause(): void {
    this.#isOpen = false
    for (const cancel of this.#retries.values()) cancel()
    this.#retries.clear()
  }

  /** Tries a failed one again, with the same id. */
  retry(roomId: number, id: string): void {
    const entry = this.entries(roomId).find((other) => other.id === id)
    if (entry?.state !== 'failed') return
    const { code: _, ...rest } = entry
    this.#put({ ...rest, state: 'waiting' })
    this.#run(roomId)
  }

  /** Takes one back. False: it is on its way, or already there. */
  discard(roomId: number, id: string): boolean {
    const entry = this.entries(roomId).find((other) => other.id === id)
    if (!entry || entry.state === 'sending' || entry.state === 'sent') return false
    this.#remove(roomId, id)
    this.#engine.background(this.#keep(entry, 'drop'))
    return true
  }

  #run(roomId: number): void {
    if (!this.#isOpen || this.#running.has(roomId) || this.#retries.has(roomId)) return
    if (!this.entries(roomId).some(({ state }) => state === 'waiting')) return
    this.#running.add(roomId)
    const { locks } = this.#engine.ports
    const lane = `naniwa-outbox-${this.#engine.replica.accountId}-${roomId}`
    const work = locks ? locks.request(lane, () => this.#drain(roomId)) : this.#drain(roomId)
    this.#engine.background(work.finally(() => this.#running.delete(roomId)))
  }

  async #drain(roomId: number): Promise<void> {
    for (;;) {
      const entry = this.entries(roomId).find(({ state }) => state === 'waiting')
      if (!entry || !this.#isOpen) return
      const isTaken = await this.#isTakenElsewhere(entry)
      // Meanwhile somebody may have taken it back: it must not rise again.
      if (!this.entries(roomId).includes(entry)) continue
      if (isTaken) this.#remove(roomId, entry.id)
      else if (!(await this.#sendOne(entry))) return
    }
  }

  /** Another tab of this browser may have sent it, or thrown it away, while this one waited for its turn. */
  async #isTakenElsewhere({ id }: OutboxEntry): Promise<boolean> {
    const { locks, storage } = this.#engine.ports
    if (!locks || !this.#kept.has(id)) return false
    return (await storage.get('outbox', id)) === undefined
  }

  async #sendOne(entry: OutboxEntry): Promise<boolean> {
    const { roomId, id, body } = entry
    this.#put({ ...entry, state: 'sending' })
    try {
      const message = await this.#engine.call(api.messages.send, { roomId, id, body })
      await this.#sent(entry, message)
      return true
    } catch (error) {
      if (error instanceof Refusal && !isPassing(error) && error.code !== 'unauthenticated') {
        const failed: OutboxEntry = { ...entry, state: 'failed', code: error.code }
        this.#update(failed)
        await this.#keep(failed)
        return true
      }
      this.#update({ ...entry, state: 'waiting' })
      if (error instanceof Refusal) this.#retryLater(roomId, delayOf(error, RETRY))
      return false
    }
  }

  async #sent(entry: OutboxEntry, message: Message): Promise<void> {
    this.#update({ ...entry, state: 'sent', tick: message.tick })
    this.#settle(entry.roomId)
    await this.#keep(entry, 'drop')
  }

  #retryLater(roomId: number, milliseconds: number): void {
    const again = () => {
      this.#retries.delete(roomId)
      this.#run(roomId)
    }
    this.#retries.get(roomId)?.()
    this.#retries.set(roomId, this.#engine.after(milliseconds, again))
  }

  /** Drops what has arrived in the replica, whether its answer or its event was first. */
  #settle(roomId: number): void {
    const entries = this.#rooms.get(roomId)
    if (!entries || entries.length === 0) return
    const copy = this.#engine.room(roomId)
    const arrived = new Set(copy?.timeline.messages.slice(-50).map(({ id }) => id))
    const left = entries.filter(({ id, tick }) => !arrived.has(id) && (tick === undefined || tick > (copy?.tick ?? 0)))
    if (left.length !== entries.length) this.#replace(roomId, left)
  }

  #put(entry: OutboxEntry): void {
    const entries = this.entries(entry.roomId)
    const at = entries.findIndex(({ id }) => id === entry.id)
    this.#replace(entry.roomId, at < 0 ? [...entries, entry] : entries.with(at, entry))
  }

  /** Unless its event came first and it is gone. */
  #update(entry: OutboxEntry): void {
    if (this.entries(entry.roomId).some(({ id }) => id === entry.id)) this.#put(entry)
  }

  #remove(roomId: number, id: string): void {
    this.#replace(
      roomId,
      this.entries(roomId).filter((entry) => entry.id !== id),
    )
  }

  #replace(roomId: number, entries: readonly OutboxEntry[]): void {
    if (entries.length === 0) this.#rooms.delete(roomId)
    else this.#rooms.set(roomId, entries)
    this.#engine.topics.touch(`timeline:${roomId}`, 'status')
  }

  async #keep(entry: OutboxEntry, what: 'keep' | 'drop' = 'keep'): Promise<void> {
    const value = what === 'keep' ? entry : undefined
    if (!value) this.#kept.delete(entry.id)
    await this.#engine.ports.storage.write([{ table: 'outbox', key: entry.id, value }])
    if (value) this.#kept.add(entry.id)
  }
}
