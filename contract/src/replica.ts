import type { Me } from './account.ts'
import type { Contact, ContactInvitation } from './contact.ts'
import type { File } from './file.ts'
import type { Bookmark, Draft } from './message.ts'
import type { Category, Member, MyRoom, Room } from './room.ts'
import type { Task } from './task.ts'
import { emptyTimeline, type Timeline } from './timeline.ts'

/** A client's copy of one room. */
export interface RoomReplica {
  /** Everything up to this room clock has been applied. */
  tick: number
  /** Null until `rooms.get` or `sync.room` has answered. */
  room: Room | null
  lastNumber: number
  mine: MyRoom
  /** All who are or were in the room once `membersLoaded`; before that, those heard of. */
  members: Map<number, Member>
  membersLoaded: boolean
  /** Every change to a member after this clock is in `members`. */
  membersSince: number
  /** Every open task once `tasksLoaded`; of the others, and before that, those heard of or read. Deleted ones stay as such. */
  tasks: Map<number, Task>
  tasksLoaded: boolean
  /** Every change to a task after this clock is in `tasks`. */
  tasksSince: number
  /** Those heard of or read, never all. Deleted ones stay as such. */
  files: Map<number, File>
  /** Every change to a file of these after this clock is in `files`. */
  filesSince: number
  timeline: Timeline
}

/** A client's copy of what its account may see. */
export interface Replica {
  readonly accountId: number
  epoch: string
  /** Everything of one's own up to this account clock has been applied. */
  accountTick: number
  me: Me | null
  readonly rooms: Map<number, RoomReplica>
  readonly categories: Map<number, Category>
  readonly drafts: Map<number, Draft>
  /** By `roomId-messageId`. */
  readonly bookmarks: Map<string, Bookmark>
  /** People of other organizations one knows, by account: contacts, open requests both ways, who is blocked. */
  readonly contacts: Map<number, Contact>
  /** One's own open requests to mail addresses. */
  readonly contactInvitations: Map<number, ContactInvitation>
}

export function createReplica(accountId: number, epoch: string): Replica {
  return {
    accountId,
    epoch,
    accountTick: 0,
    me: null,
    rooms: new Map(),
    categories: new Map(),
    drafts: new Map(),
    bookmarks: new Map(),
    contacts: new Map(),
    contactInvitations: new Map(),
  }
}

export function emptyRoom(mine: MyRoom): RoomReplica {
  return {
    tick: 0,
    room: null,
    lastNumber: 0,
    mine,
    members: new Map(),
    membersLoaded: false,
    membersSince: 0,
    tasks: new Map(),
    tasksLoaded: false,
    tasksSince: 0,
    files: new Map(),
    filesSince: 0,
    timeline: emptyTimeline(),
  }
}

export function unreadCount(room: RoomReplica): number {
  return Math.max(0, room.lastNumber - room.mine.readNumber)
}

/** How many open tasks one has, in all rooms. */
export function myTaskCount(replica: Replica): number {
  let count = 0
  for (const { mine } of replica.rooms.values()) count += mine.tasks.length
  return count
}

/** One's open tasks in all rooms; null while some have not been read: ask `tasks.mine`. */
export function myOpenTasks(replica: Replica): Task[] | null {
  const found: Task[] = []
  for (const { mine, tasks } of replica.rooms.values()) {
    for (const id of mine.tasks) {
      const task = tasks.get(id)
      if (!task) return null
      found.push(task)
    }
  }
  return found
}

/** People who have asked and wait for one's answer. */
export function waitingRequests(replica: Replica): number {
  let count = 0
  for (const { standing } of replica.contacts.values()) if (standing === 'incoming') count += 1
  return count
}

export function bookmarkKey({ roomId, messageId }: Pick<Bookmark, 'roomId' | 'messageId'>): string {
  return `${roomId}-${messageId}`
}

/** Keeps how one stands with somebody, or forgets them when there is nothing to say any more. */
export function keepContact(replica: Replica, row: Contact): void {
  keep(replica.contacts, row.accountId, row, row.standing === 'none' && !row.blocked)
}

export function keepContactInvitation(replica: Replica, row: ContactInvitation): void {
  keep(replica.contactInvitations, row.id, row, row.closed)
}

/** Keeps a row under its key, or drops the key when the row says that it is gone. */
export function keep<K, V>(map: Map<K, V>, key: K, value: V, gone: boolean): void {
  if (gone) map.delete(key)
  else map.set(key, value)
}
