import { api, type Person, Refusal } from '@naniwa/contract'
import type { Engine } from './engine.ts'

/** Kept on the device at most. */
const STRANGERS = 500

/** Who somebody is, wherever they are met. Asked for once when no room that is held says it. */
export class People {
  readonly #engine: Engine
  readonly #known = new Map<number, Person | null>()
  readonly #asked = new Set<number>()
  /** Of an earlier visit: better than nobody, until they are asked for again. */
  #remembered: ReadonlyMap<number, Person> = new Map()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** Those whom no room that is held tells of, for the device to keep. */
  get strangers(): Person[] {
    return [...new Map([...this.#remembered, ...this.#known]).values()].filter((one) => one !== null).slice(-STRANGERS)
  }

  remember(people: readonly Person[]): void {
    this.#remembered = new Map(people.map((person) => [person.accountId, person]))
  }

  get(accountId: number, roomId?: number): Person | null {
    return this.#heldOrAsked(accountId, roomId) ?? this.#remembered.get(accountId) ?? null
  }

  #heldOrAsked(accountId: number, roomId?: number): Person | null {
    const member = roomId === undefined ? undefined : this.#engine.room(roomId)?.members.get(accountId)
    const contact = this.#engine.replica.contacts.get(accountId)
    return member ?? contact ?? this.#known.get(accountId) ?? this.#met(accountId)
  }

  /** To be called for who is in sight. */
  want(accountId: number, roomId?: number): void {
    if (accountId <= 0 || this.#asked.has(accountId)) return
    this.#engine.whenConnected(`person:${accountId}`, () => {
      if (this.#heldOrAsked(accountId, roomId)) return
      this.#asked.add(accountId)
      this.#engine.background(this.#ask(accountId))
    })
  }

  #met(accountId: number): Person | null {
    for (const { members, room } of this.#engine.replica.rooms.values()) {
      const person = members.get(accountId) ?? room?.people.find((other) => other.accountId === accountId)
      if (!person) continue
      this.#known.set(accountId, person)
      return person
    }
    return null
  }

  async #ask(accountId: number): Promise<void> {
    try {
      this.#known.set(accountId, await this.#engine.call(api.accounts.person, { accountId }))
    } catch (error) {
      if (!(error instanceof Refusal)) this.#asked.delete(accountId)
      else this.#known.set(accountId, null)
    }
    this.#engine.topics.touch(`person:${accountId}`)
    // So that the device keeps it.
    this.#engine.changed(null)
  }
}
