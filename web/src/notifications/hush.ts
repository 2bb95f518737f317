import type { TaskReminder } from '@naniwa/contract'
import type { Cancel, Clock } from '../sync/ports.ts'

export interface Hushed {
  /** Rooms, with the last message that was there before. */
  readonly rooms: ReadonlyMap<number, number>
  readonly reminders: readonly TaskReminder[]
}

/** Keeps what came in quiet hours until they are over. */
export class Hush {
  readonly #clock: Clock
  readonly #until: () => number | null
  readonly #over: () => void
  #rooms = new Map<number, number>()
  #reminders: TaskReminder[] = []
  #end = 0
  #cancel: Cancel | null = null

  /** @param over called when quiet hours in which something was kept have ended, however long they have become meanwhile. */
  constructor(clock: Clock, until: () => number | null, over: () => void) {
    this.#clock = clock
    this.#until = until
    this.#over = over
  }

  /** Whether it is quiet. If so, their end is waited for. */
  get isOn(): boolean {
    const until = this.#until()
    if (until === null) return false
    if (this.#cancel === null) this.#wait(until)
    return true
  }

  /** Their end may be another than the one that is waited for. */
  changed(): void {
    const until = this.#until() ?? this.#clock.now()
    if (this.#cancel !== null && until < this.#end) this.#wait(until)
  }

  #wait(until: number): void {
    this.#cancel?.()
    this.#end = until
    this.#cancel = this.#clock.after(until - this.#clock.now(), () => {
      this.#cancel = null
      if (!this.isOn) this.#over()
    })
  }

  keepRoom(roomId: number, before: number): void {
    if (!this.#rooms.has(roomId)) this.#rooms.set(roomId, before)
  }

  keepReminder(reminder: TaskReminder): void {
    this.#reminders.push(reminder)
  }

  take(): Hushed {
    const hushed = { rooms: this.#rooms, reminders: this.#reminders }
    this.#rooms = new Map()
    this.#reminders = []
    return hushed
  }

  stop(): void {
    this.#cancel?.()
  }
}
