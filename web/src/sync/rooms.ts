import type { Icon, IconPreset, Me, MyRoom, Room, RoomReplica, RoomType, Standing } from '@naniwa/contract'
import type { Drafts } from './drafts.ts'
import type { Engine } from './engine.ts'
import type { Overlay } from './overlay.ts'
import type { Reading } from './reading.ts'

export type { IconPreset }

/** A room as its reader's lists and head show it. The same object as long as nothing in it has changed. */
export interface RoomView extends Standing {
  readonly id: number
  readonly type: RoomType
  /** Empty for My chat and direct chats. */
  readonly name: string
  readonly description: string
  readonly icon: Icon
  readonly people: Room['people']
  readonly organizations: Room['organizations']
  readonly memberCount: number
  /** How many are of other organizations. */
  readonly outsiders: number
  readonly activeAt: number
  readonly lastNumber: number
  readonly readNumber: number
  readonly unread: number
  /** Unread messages to me. */
  readonly toMe: number
  /** Open tasks of one's own. */
  readonly tasks: number
  readonly pinned: boolean
  readonly muted: boolean
  readonly categoryId: number | null
  readonly hasDraft: boolean
}

interface Kept {
  from: readonly unknown[]
  view: RoomView
}

export interface Totals {
  /** Rooms with something unread, muted ones left out. */
  readonly unreadRooms: number
  readonly toMe: number
  readonly toMeRooms: number
  /** Open tasks of one's own, and the rooms that hold any. */
  readonly tasks: number
  readonly taskRooms: number
}

const noTotals: Totals = { unreadRooms: 0, toMe: 0, toMeRooms: 0, tasks: 0, taskRooms: 0 }

interface Parts {
  reading: Reading
  overlay: Overlay
  drafts: Drafts
}

/** One's rooms, as views. */
export class Rooms {
  readonly #engine: Engine
  readonly #parts: Parts
  readonly #kept = new Map<number, Kept>()
  #totals: Totals = noTotals

  constructor(engine: Engine, parts: Parts) {
    this.#engine = engine
    this.#parts = parts
  }

  /** Null: not known (yet), or not one's own. */
  get(roomId: number): RoomView | null {
    const copy = this.#engine.room(roomId)
    const room = copy?.room
    if (!copy || !room || copy.mine.role === null || room.deleted) return null
    const { reading, overlay, drafts } = this.#parts
    const readNumber = reading.readNumber(copy)
    const mine = { ...copy.mine, ...overlay.arranged.get(roomId) }
    const hasDraft = drafts.body(roomId) !== ''
    const me = this.#engine.replica.me
    const from = [room, copy.mine, overlay.arranged.get(roomId), copy.lastNumber, readNumber, hasDraft, me]
    const kept = this.#kept.get(roomId)
    if (kept?.from.every((part, index) => part === from[index])) return kept.view
    const view = viewOf({ copy, room, mine, readNumber, hasDraft, me })
    this.#kept.set(roomId, { from, view })
    return view
  }

  all(): RoomView[] {
    const views: RoomView[] = []
    for (const roomId of this.#engine.replica.rooms.keys()) {
      const view = this.get(roomId)
      if (view) views.push(view)
    }
    return views
  }

  totals(): Totals {
    const sum = { ...noTotals }
    for (const view of this.all()) {
      if (view.unread > 0 && !view.muted) sum.unreadRooms += 1
      if (view.toMe > 0) sum.toMeRooms += 1
      if (view.tasks > 0) sum.taskRooms += 1
      sum.toMe += view.toMe
      sum.tasks += view.tasks
    }
    const names = Object.keys(noTotals) as (keyof Totals)[]
    if (names.some((name) => sum[name] !== this.#totals[name])) this.#totals = sum
    return this.#totals
  }
}

interface Sources {
  copy: RoomReplica
  room: Room
  mine: MyRoom
  readNumber: number
  hasDraft: boolean
  me: Me | null
}

function viewOf({ copy, room, mine, readNumber, hasDraft, me }: Sources): RoomView {
  const members = room.organizations.map((organization) => organization.members)
  const outside = room.organizations.filter(({ id }) => me !== null && id !== me.organizationId)
  return {
    id: room.id,
    type: room.type,
    role: mine.role,
    name: room.name,
    description: room.description,
    icon: room.icon,
    people: room.people,
    organizations: room.organizations,
    memberCount: members.reduce((sum, count) => sum + count, 0),
    outsiders: outside.reduce((sum, organization) => sum + organization.members, 0),
    activeAt: room.activeAt,
    lastNumber: copy.lastNumber,
    readNumber,
    unread: Math.max(0, copy.lastNumber - readNumber),
    toMe: mine.mentions.filter((number) => number > readNumber).length,
    tasks: mine.tasks.length,
    pinned: mine.pinned,
    muted: mine.muted,
    categoryId: mine.categoryId,
    hasDraft,
  }
}
