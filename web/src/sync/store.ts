import type {
  Bookmark,
  Category,
  Contact,
  ContactInvitation,
  Draft,
  File,
  Me,
  Member,
  Message,
  MyRoom,
  Person,
  Room,
  RoomReplica,
  Task,
} from '@naniwa/contract'
import { emptyRoom, emptyTimeline } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Latest } from './latest.ts'
import type { People } from './people.ts'
import type { Cancel, Write } from './ports.ts'
import { REMEMBERED, type Reader } from './reader.ts'

/** Changes are gathered this long before they are written. */
const GATHER = 1_000
/** Longer lists of members are read anew. */
const MEMBERS_KEPT = 2_000
const FILES_KEPT = 300

/**
 * One's own things are one row, a room is one row: each says at which clock it was so. However rows of several tabs mix,
 * each is true for its clock, and catching up starts from there.
 */
interface AccountRow {
  accountId: number
  epoch: string
  accountTick: number
  me: Me | null
  mine: MyRoom[]
  categories: Category[]
  drafts: Draft[]
  bookmarks: Bookmark[]
  /** Missing in rows of clients that knew no contacts: what is one's own is then read anew. */
  contacts?: Contact[]
  contactInvitations?: ContactInvitation[]
  recent: number[]
  kept: number[]
  /** Missing in rows of versions before. */
  strangers?: Person[]
}

interface RoomRow {
  roomId: number
  tick: number
  room: Room | null
  lastNumber: number
  members: Member[] | null
  membersSince: number
  messages: readonly Message[] | null
  /** Open ones that one is to do or has asked for. Rows of versions before have none. */
  tasks?: Task[]
  /** Those that messages kept may tell of; missing in rows of older versions. */
  files?: File[] | null
  filesSince?: number
  latest: Message | null
}

export interface StoreParts {
  reader: Reader
  /** Rooms marked unread by hand. */
  kept: Set<number>
  latest: Latest
  people: People
}

/** Keeps the replica on the device, so that it can be read at once and without a network. */
export class Store {
  readonly #engine: Engine
  readonly #parts: StoreParts
  readonly #dirty = new Set<number>()
  readonly #stored = new Set<number>()
  #ownDirty = false
  #cancel: Cancel | null = null

  constructor(engine: Engine, parts: StoreParts) {
    this.#engine = engine
    this.#parts = parts
    engine.onChange((change) => {
      if (change === null) this.#ownDirty = true
      else this.#dirty.add(change)
      this.#cancel ??= engine.after(GATHER, () => this.flush())
    })
  }

  /** Fills the replica with what was kept. Returns whether there was anything. */
  async load(): Promise<boolean> {
    const { storage } = this.#engine.ports
    const [account, rows] = await Promise.all([
      storage.get<AccountRow>('account', 'replica'),
      storage.all<RoomRow>('room'),
    ])
    const { replica } = this.#engine
    if (account?.accountId !== replica.accountId) return false
    replica.epoch = account.epoch
    replica.accountTick = account.contacts ? account.accountTick : 0
    replica.me = account.me
    const byId = new Map(rows.map((row) => [row.roomId, row]))
    for (const mine of account.mine) replica.rooms.set(mine.roomId, restored(mine, byId.get(mine.roomId)))
    for (const row of account.categories) replica.categories.set(row.id, row)
    for (const row of account.drafts) replica.drafts.set(row.roomId, row)
    for (const row of account.bookmarks) replica.bookmarks.set(`${row.roomId}-${row.messageId}`, row)
    for (const row of account.contacts ?? []) replica.contacts.set(row.accountId, row)
    for (const row of account.contactInvitations ?? []) replica.contactInvitations.set(row.id, row)
    for (const roomId of account.kept) this.#parts.kept.add(roomId)
    for (const row of rows) {
      this.#stored.add(row.roomId)
      if (row.latest) this.#parts.latest.note(row.latest)
    }
    this.#parts.people.remember(account.strangers ?? [])
    this.#parts.reader.remember(account.recent)
    this.#engine.everythingChanged()
    return true
  }

  /** Writes what has changed since the last time. */
  flush(): void {
    this.#cancel?.()
    this.#cancel = null
    const writes: Write[] = []
    const { replica } = this.#engine
    for (const roomId of this.#dirty) {
      const copy = replica.rooms.get(roomId)
      if (copy) writes.push({ table: 'room', key: roomId, value: this.#rowOf(roomId, copy) })
      if (copy) this.#stored.add(roomId)
    }
    for (const roomId of this.#stored) {
      if (replica.rooms.has(roomId)) continue
      this.#stored.delete(roomId)
      writes.push({ table: 'room', key: roomId, value: undefined })
    }
    // Read positions are one's own, and every message may move them.
    const touchesOwn = this.#ownDirty || this.#dirty.size > 0
    this.#dirty.clear()
    this.#ownDirty = false
    if (!touchesOwn || replica.epoch === '') return
    writes.push({ table: 'account', key: 'replica', value: this.#accountRow() })
    this.#engine.background(this.#engine.ports.storage.write(writes))
  }

  #accountRow(): AccountRow {
    const { replica } = this.#engine
    const { accountId, epoch, accountTick, me, rooms, categories, drafts, bookmarks } = replica
    return {
      accountId,
      epoch,
      accountTick,
      me,
      mine: [...rooms.values()].map(({ mine }) => mine),
      categories: [...categories.values()],
      drafts: [...drafts.values()],
      bookmarks: [...bookmarks.values()],
      contacts: [...replica.contacts.values()],
      contactInvitations: [...replica.contactInvitations.values()],
      recent: this.#parts.reader.recent,
      kept: [...this.#parts.kept],
      strangers: this.#parts.people.strangers,
    }
  }

  #rowOf(roomId: number, copy: RoomReplica): RoomRow {
    const isRecent = this.#parts.reader.recent.includes(roomId)
    const { timeline, members, membersLoaded, membersSince, files, filesSince, tick, room, lastNumber } = copy
    return {
      roomId,
      tick,
      room,
      lastNumber,
      members: isRecent && membersLoaded && members.size <= MEMBERS_KEPT ? [...members.values()] : null,
      membersSince,
      messages: isRecent && timeline.atEnd ? timeline.messages.slice(-REMEMBERED) : null,
      tasks: this.#ownTasks(copy),
      files: isRecent ? newest(files) : null,
      filesSince,
      latest: this.#parts.latest.get(roomId),
    }
  }

  #ownTasks({ tasks }: RoomReplica): Task[] {
    const { accountId } = this.#engine.replica
    const isOwn = (task: Task) => task.accountId === accountId || task.assignedBy === accountId
    return [...tasks.values()].filter((task) => task.status === 'open' && !task.deleted && isOwn(task))
  }
}

function newest(files: ReadonlyMap<number, File>): File[] {
  return [...files.values()].sort((a, b) => b.id - a.id).slice(0, FILES_KEPT)
}

function restored(mine: MyRoom, row: RoomRow | undefined): RoomReplica {
  const timeline = emptyTimeline()
  const tick = row?.tick ?? 0
  return {
    ...emptyRoom(mine),
    tick,
    room: row?.room ?? null,
    lastNumber: row?.lastNumber ?? 0,
    members: new Map(row?.members?.map((member) => [member.accountId, member])),
    membersLoaded: row?.members != null,
    membersSince: row?.membersSince ?? 0,
    tasks: new Map(row?.tasks?.map((task) => [task.id, task])),
    tasksSince: tick,
    files: new Map(row?.files?.map((file) => [file.id, file])),
    filesSince: row?.files ? (row.filesSince ?? tick) : tick,
    timeline: row?.messages
      ? { ...timeline, messages: row.messages, atEnd: true, watched: true, recentSince: tick }
      : timeline,
  }
}
