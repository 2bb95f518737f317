import type { Client } from '../sync/client.ts'
import type { Cancel } from '../sync/ports.ts'
import type { Notice, Screen } from './teller.ts'

/** Which messages, by room and number, a notice tells of. */
export interface Told {
  readonly upTo: ReadonlyMap<number, number>
  readonly count: number
}

/**
 * What is on the screen and tells of messages: also what a tab that is no more has shown, or the service worker. It goes when all of it is
 * read, here or on another device.
 */
export class Shown {
  readonly #client: Client
  readonly #screen: Screen
  readonly #notices = new Map<string, Told>()
  /** How far each room is read. */
  #read = ''
  /** Resolves when it is known what others have shown. */
  found: Promise<void> = Promise.resolve()
  readonly #stop: Cancel

  constructor(client: Client, screen: Screen) {
    this.#client = client
    this.#screen = screen
    this.#stop = client.subscribe('rooms', () => this.#roomsChanged())
    this.#roomsChanged()
  }

  get(tag: string): Told | undefined {
    return this.#notices.get(tag)
  }

  show(notice: Notice, told: Told): void {
    this.#notices.set(notice.tag, told)
    this.#screen.show({ ...notice, upTo: [...told.upTo], count: told.count })
  }

  close(tag: string): void {
    this.#notices.delete(tag)
    this.#screen.close(tag)
  }

  closeRead(): void {
    for (const [tag, { upTo }] of this.#notices) {
      if ([...upTo].every(([roomId, number]) => this.#isOver(roomId, number))) this.close(tag)
    }
  }

  stop(): void {
    this.#stop()
  }

  #isOver(roomId: number, number: number): boolean {
    const room = this.#client.rooms.get(roomId)
    // While there is no connection, rooms may be yet to come.
    return room ? room.muted || room.readNumber >= number : this.#client.status.kind === 'live'
  }

  /** The browser is asked only when something was read: it is not free. */
  #roomsChanged(): void {
    this.closeRead()
    const { rooms } = this.#client.engine.replica
    const read = [...rooms].map(([roomId, { mine }]) => `${roomId}:${mine.readNumber}`).join()
    if (read === this.#read) return
    this.#read = read
    this.found = this.#find()
    this.#client.engine.background(this.found)
  }

  async #find(): Promise<void> {
    for (const { tag, upTo, count } of await this.#screen.left()) {
      const known = this.#notices.get(tag)?.upTo
      const isFurther = upTo.some(([roomId, number]) => number > (known?.get(roomId) ?? 0))
      if (isFurther) this.#notices.set(tag, { upTo: new Map(upTo), count })
    }
    this.closeRead()
  }
}
