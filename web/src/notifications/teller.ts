import type { Message, Task, TaskReminder } from '@naniwa/contract'
import { paths } from '../frame/paths.ts'
import type { Client } from '../sync/client.ts'
import type { Cancel } from '../sync/ports.ts'
import { isTold, missedCount } from './decide.ts'
import { Gathering } from './gathering.ts'
import { Hush } from './hush.ts'
import { Shown } from './shown.ts'
import type { Wishes } from './wishes.ts'

/** What pops up. */
export interface Notice extends Said {
  /** Another one with the same tag takes its place. */
  readonly tag: string
  /** Where a click leads. */
  readonly path: string
  /** Rooms with the number of the last message it tells of: the service worker does not tell of them again. */
  readonly upTo?: readonly (readonly [number, number])[]
  /** How many messages it tells of. */
  readonly count?: number
  /** Names what is no message: the service worker does not tell of it again. */
  readonly once?: string
}

/** Of messages, as another tab or the service worker has shown it. */
export type Left = Required<Pick<Notice, 'tag' | 'upTo' | 'count'>>

export interface Said {
  readonly title: string
  readonly body: string
  readonly icon?: string
}

/** Where notices are seen. */
export interface Screen {
  show(notice: Notice): void
  close(tag: string): void
  /** What is on it and tells of messages. */
  left(): Promise<readonly Left[]>
  /** All of them, those of earlier visits included. */
  clear(): void
  ring(): void
}

/** In the reader's language. */
export interface Words {
  /** The newest of several messages of one room. */
  message(message: Message, count: number): Said
  /** Of rooms that are told of together, or without contents. */
  count(count: number): Said
  request(): Said
  reminder(task: Task): Said
}

export interface TellerOptions {
  readonly screen: Screen
  readonly words: Words
  wishes(): Readonly<Wishes>
  /** When the quiet hours are over that now lie in; null outside of any. */
  quietUntil(): number | null
  /** Whether a direct message that names the reader is told in quiet hours, too. */
  tellsDirect(): boolean
  /** The reader has this room in sight, or is busy in the program: in any tab. */
  isSeen(roomId: number | null): Promise<boolean>
}

/** Of more rooms at a time one notice tells. */
const ROOMS_AT_ONCE = 3

const SEVERAL = 'several'
const REQUESTS = 'requests'

/**
 * Tells a reader who is not looking what is said meanwhile. Of each message once; a room has one notice, which counts on until
 * the room is read, here or on another device. What was said while there was no connection is told in one notice.
 */
export class Teller {
  readonly #client: Client
  readonly #its: TellerOptions
  /** By room, the last message that was there or told. Null while the copy is not level. */
  #heard: Map<number, number> | null = null
  /** The same when the connection was lost. */
  #left: ReadonlyMap<number, number> | null = null
  #requests = 0
  readonly #gathering: Gathering
  readonly #shown: Shown
  readonly #hush: Hush
  readonly #stops: readonly Cancel[]

  constructor(client: Client, options: TellerOptions) {
    this.#client = client
    this.#its = options
    this.#shown = new Shown(client, options.screen)
    this.#gathering = new Gathering(client, {
      isNamed: (message) => this.#isWanted(message) && !options.wishes().hidden,
      tell: (rooms) => client.engine.background(this.#tellGathered(rooms)),
    })
    const over = () => client.engine.background(this.#tellHushed())
    this.#hush = new Hush(client.engine.ports.clock, options.quietUntil, over)
    this.#stops = [
      client.onMessage((message) => this.#hear(message)),
      client.subscribe('status', () => this.#statusChanged()),
      client.subscribe('contacts', () => void this.#tellRequests()),
      client.subscribe('me', () => this.#hush.changed()),
      client.onReminder((reminder) => void this.#tellReminder(reminder)),
    ]
    this.#statusChanged()
  }

  /** Nothing that was told stays on the screen. */
  stop(): void {
    for (const stop of this.#stops) stop()
    this.#shown.stop()
    this.#gathering.stop()
    this.#hush.stop()
    this.#its.screen.clear()
  }

  /** What is deleted before it is told is not told. */
  #hear(message: Message): void {
    if (!this.#heard) return
    const { roomId, number } = message
    if (number > (this.#heard.get(roomId) ?? 0)) this.#gathering.add(message)
    else if (message.deleted && this.#shown.get(tagOf(roomId))?.upTo.get(roomId) === number)
      this.#shown.close(tagOf(roomId))
  }

  /** Decided at the last moment: it may have been read, or its room muted, meanwhile. */
  #isWanted(message: Message): boolean {
    const room = this.#client.rooms.get(message.roomId)
    if (!room || message.number <= room.readNumber) return false
    return isTold(message, room, this.#client.accountId, this.#its.wishes().which)
  }

  async #tellGathered(rooms: ReadonlyMap<number, readonly Message[]>): Promise<void> {
    const before = new Map([...rooms.keys()].map((roomId) => [roomId, this.#heard?.get(roomId) ?? 0]))
    for (const [roomId, messages] of rooms) {
      this.#heard?.set(roomId, Math.max(before.get(roomId) ?? 0, messages.at(-1)?.number ?? 0))
    }
    await this.#shown.found
    const told: Message[][] = []
    for (const [roomId, messages] of rooms) {
      const wanted = messages.filter(
        (message) => this.#isWanted(message) && !this.#isHushed(message, before.get(roomId) ?? 0),
      )
      if (wanted.length > 0 && !(await this.#its.isSeen(roomId))) told.push(wanted)
    }
    if (told.length === 0) return
    this.#gathering.rest()
    if (told.length > ROOMS_AT_ONCE) this.#tellTogether(told.map(ofRoom))
    else for (const messages of told) this.#tellRoom(messages)
    if (this.#its.wishes().sound) this.#its.screen.ring()
  }

  #isHushed({ roomId, mentions }: Message, before: number): boolean {
    const isDirect = this.#client.rooms.get(roomId)?.type === 'direct'
    const isUrgent = isDirect && mentions.includes(this.#client.accountId) && this.#its.tellsDirect()
    if (isUrgent || !this.#hush.isOn) return false
    this.#hush.keepRoom(roomId, before)
    return true
  }

  /** While there is no connection it waits for the next. */
  async #tellHushed(): Promise<void> {
    if (!this.#heard) return
    const { rooms, reminders } = this.#hush.take()
    await this.#tellMissed(rooms)
    for (const reminder of reminders) await this.#tellReminder(reminder)
    await this.#tellRequests()
  }

  #tellRoom(messages: readonly Message[]): void {
    const newest = messages.at(-1)
    if (!newest) return
    const { roomId, id, number } = newest
    const { words, wishes } = this.#its
    const tag = tagOf(roomId)
    const count = messages.length + (this.#shown.get(tag)?.count ?? 0)
    const said = wishes().hidden ? words.count(count) : words.message(newest, count)
    this.#shown.show({ ...said, tag, path: paths.room(roomId, id) }, { upTo: new Map([[roomId, number]]), count })
  }

  #tellTogether(rooms: readonly { roomId: number; number: number; count: number }[]): void {
    const [first] = rooms
    if (!first) return
    const isOne = rooms.length === 1
    const tag = isOne ? tagOf(first.roomId) : SEVERAL
    const before = this.#shown.get(tag)
    const count = rooms.reduce((sum, room) => sum + room.count, before?.count ?? 0)
    const upTo = new Map([...(before?.upTo ?? []), ...rooms.map(({ roomId, number }) => [roomId, number] as const)])
    const path = isOne ? paths.room(first.roomId) : paths.chats
    this.#shown.show({ ...this.#its.words.count(count), tag, path }, { upTo, count })
  }

  #statusChanged(): void {
    const isLive = this.#client.status.kind === 'live'
    if (isLive === (this.#heard !== null)) return
    if (isLive) {
      this.#heard = this.#lastNumbers()
      this.#shown.closeRead()
      if (this.#left) this.#client.engine.background(this.#catchUp(this.#left))
      else this.#requests = this.#client.contacts.waiting
      void this.#tellRequests()
    } else {
      this.#left = this.#lastNumbers()
      this.#heard = null
    }
  }

  #lastNumbers(): Map<number, number> {
    return new Map([...this.#client.engine.replica.rooms].map(([roomId, { lastNumber }]) => [roomId, lastNumber]))
  }

  /** What was said while there was no connection, with what came in quiet hours. */
  async #catchUp(left: ReadonlyMap<number, number>): Promise<void> {
    for (const { id } of this.#client.rooms.all()) this.#hush.keepRoom(id, left.get(id) ?? 0)
    if (!this.#hush.isOn) await this.#tellHushed()
  }

  /** @param left of each room the last message that was there before; of others nothing was missed. */
  async #tellMissed(left: ReadonlyMap<number, number>): Promise<void> {
    const { which, sound } = this.#its.wishes()
    const rooms = this.#client.rooms.all().flatMap((room) => {
      const copy = this.#client.engine.room(room.id)
      const since = Math.max(left.get(room.id) ?? room.lastNumber, room.readNumber)
      const count = copy ? missedCount(copy, room, { since, which }) : 0
      return count > 0 ? [{ roomId: room.id, number: room.lastNumber, count }] : []
    })
    if (rooms.length === 0 || (await this.#its.isSeen(rooms.length === 1 ? (rooms[0]?.roomId ?? null) : null))) return
    this.#tellTogether(rooms)
    if (sound) this.#its.screen.ring()
  }

  async #tellReminder(reminder: TaskReminder): Promise<void> {
    if (this.#hush.isOn) return this.#hush.keepReminder(reminder)
    const { task, before } = reminder
    const { which, hidden } = this.#its.wishes()
    if (which === 'off' || (await this.#its.isSeen(null))) return
    const said = hidden ? this.#its.words.count(1) : this.#its.words.reminder(task)
    const { roomId, id } = task
    const place = { tag: `task-${roomId}-${id}`, path: paths.tasks('list', { roomId, id }) }
    this.#its.screen.show({ ...said, ...place, once: `reminder-${roomId}-${id}-${before}` })
  }

  async #tellRequests(): Promise<void> {
    if (!this.#heard) return
    const { waiting } = this.#client.contacts
    const isMore = waiting > this.#requests
    if (isMore && this.#hush.isOn) return
    this.#requests = waiting
    if (waiting === 0) this.#its.screen.close(REQUESTS)
    const { which, hidden } = this.#its.wishes()
    if (!isMore || which === 'off' || (await this.#its.isSeen(null))) return
    const said = hidden ? this.#its.words.count(1) : this.#its.words.request()
    this.#its.screen.show({ ...said, tag: REQUESTS, path: paths.contacts, once: `requests-${waiting}` })
  }
}

function tagOf(roomId: number): string {
  return `room-${roomId}`
}

function ofRoom(messages: readonly Message[]): { roomId: number; number: number; count: number } {
  const { roomId = 0, number = 0 } = messages.at(-1) ?? {}
  return { roomId, number, count: messages.length }
}
