import type { Message } from '@naniwa/contract'
import type { Client } from '../sync/client.ts'
import type { Cancel } from '../sync/ports.ts'

/** From the first message to the notice, so that messages sent in one go are told in one; ms. */
const SOON = 500
/** Between notices, however much is said; ms. */
const REST = 3_000
/** At most so long it is waited for the names of who wrote; ms. */
const NAMES = 1_000

export interface GatheringOptions {
  /** Whether a notice of this message, as things are now, says who wrote it. */
  isNamed(message: Message): boolean
  /** Each room's in their order. */
  tell(rooms: ReadonlyMap<number, readonly Message[]>): void
}

/** Keeps what is said until it is time to tell of it, and it is known who wrote. */
export class Gathering {
  readonly #client: Client
  readonly #its: GatheringOptions
  /** By room and number: they need not come in their order. */
  #rooms = new Map<number, Map<number, Message>>()
  #restsUntil = 0
  /** Of what is waited for: one at a time, so that no telling overtakes another. */
  #cancel: Cancel | null = null

  constructor(client: Client, options: GatheringOptions) {
    this.#client = client
    this.#its = options
  }

  /** What is edited before it is told is told as it is then. */
  add(message: Message): void {
    const { roomId, number, accountId } = message
    // Who wrote is on the notice, though their room was never opened.
    if (this.#its.isNamed(message)) this.#client.people.want(accountId, roomId)
    const room = this.#rooms.get(roomId) ?? new Map<number, Message>()
    this.#rooms.set(roomId, room.set(number, message))
    const { clock } = this.#client.engine.ports
    const rest = this.#restsUntil - clock.now()
    this.#cancel ??= clock.after(Math.max(SOON, rest), () => this.#waitForNames())
  }

  /** Something was told: the next has time. */
  rest(): void {
    this.#restsUntil = this.#client.engine.ports.clock.now() + REST
  }

  stop(): void {
    this.#cancel?.()
  }

  #waitForNames(): void {
    const look = () => {
      if (this.#nameless().size === 0) this.#tell()
    }
    const stops = [...this.#nameless()].map((accountId) => this.#client.subscribe(`person:${accountId}`, look))
    stops.push(this.#client.engine.ports.clock.after(NAMES, () => this.#tell()))
    this.#cancel = () => {
      for (const stop of stops) stop()
    }
    look()
  }

  #nameless(): Set<number> {
    const messages = [...this.#rooms.values()].flatMap((room) => [...room.values()])
    const nameless = messages.filter(
      (message) => this.#its.isNamed(message) && !this.#client.people.get(message.accountId, message.roomId),
    )
    return new Set(nameless.map(({ accountId }) => accountId))
  }

  #tell(): void {
    this.#cancel?.()
    this.#cancel = null
    const rooms = [...this.#rooms].map(
      ([roomId, room]) => [roomId, [...room.values()].sort((a, b) => a.number - b.number)] as const,
    )
    this.#rooms = new Map()
    this.#its.tell(new Map(rooms))
  }
}
