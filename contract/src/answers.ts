import type { Me } from './account.ts'
import type { Contact, ContactInvitation } from './contact.ts'
import type { File } from './file.ts'
import type { Bookmark, Draft, Message } from './message.ts'
import {
  bookmarkKey,
  emptyRoom,
  keep,
  keepContact,
  keepContactInvitation,
  type Replica,
  type RoomReplica,
} from './replica.ts'
import type { Category, Member, MyRoom, Room } from './room.ts'
import type { RoomState } from './sync.ts'
import { takeFile, takeMember, takeMine, takeRoom, takeRows, takeTask } from './take.ts'
import type { Task } from './task.ts'
import { forgetTimeline } from './timeline.ts'

// Answers to questions: state as it was at a clock, merged with what has been heard since.

/**
 * Takes the answer of `sync.hello`. Returns the rooms whose clock moved since this copy was made.
 * Throws nothing; the caller starts afresh itself when the epoch differs.
 */
export function applyHello(replica: Replica, states: readonly RoomState[]): number[] {
  const present = new Set(states.map((state) => state.roomId))
  for (const roomId of replica.rooms.keys()) if (!present.has(roomId)) replica.rooms.delete(roomId)
  const moved: number[] = []
  for (const state of states) {
    const copy = replica.rooms.get(state.roomId)
    if (!copy || copy.tick < state.tick || !copy.room) moved.push(state.roomId)
    if (!copy || state.tick < copy.mine.roomTick) continue
    const { tick: roomTick, lastNumber, readNumber, mentions, tasks } = state
    copy.mine = { ...copy.mine, roomTick, lastNumber, readNumber, mentions: [...mentions], tasks: [...tasks] }
    copy.lastNumber = Math.max(copy.lastNumber, lastNumber)
  }
  return moved
}

/** Takes the answer of `sync.account`. Returns rooms that are new here or must be asked for again. */
export function applyAccount(
  replica: Replica,
  changes: {
    tick: number
    me: Me
    rooms: MyRoom[]
    categories: Category[]
    drafts: Draft[]
    bookmarks: Bookmark[]
    contacts: Contact[]
    contactInvitations: ContactInvitation[]
  },
): number[] {
  if (changes.tick < replica.accountTick) return []
  const wanted: number[] = []
  replica.me = changes.me
  for (const mine of changes.rooms) {
    const outcome = takeMine(replica, mine)
    if (outcome.kind === 'gap' || outcome.kind === 'stale') wanted.push(mine.roomId)
  }
  for (const row of changes.categories) keep(replica.categories, row.id, row, row.deleted)
  for (const row of changes.drafts) keep(replica.drafts, row.roomId, row, row.body === '')
  for (const row of changes.bookmarks) keep(replica.bookmarks, bookmarkKey(row), row, row.deleted)
  for (const row of changes.contacts) keepContact(replica, row)
  for (const row of changes.contactInvitations) keepContactInvitation(replica, row)
  replica.accountTick = changes.tick
  return wanted
}

/**
 * Takes the answer of `rooms.get`. Rooms of which nothing more is held are brought up to its clock.
 * Returns rooms to catch up by `sync.room`, and rooms to ask for again because the answer was overtaken (S8).
 */
export function applyRooms(
  replica: Replica,
  answer: { rooms: Room[]; mine: MyRoom[] },
): { behind: number[]; again: number[] } {
  const behind: number[] = []
  const again: number[] = []
  const rooms = new Map(answer.rooms.map((room) => [room.id, room]))
  for (const mine of answer.mine) {
    const room = rooms.get(mine.roomId)
    if (!room || mine.role === null) continue
    const copy = replica.rooms.get(mine.roomId) ?? emptyRoom(mine)
    replica.rooms.set(mine.roomId, copy)
    if (mine.tick >= copy.mine.tick && takeMine(replica, mine).kind === 'stale') again.push(mine.roomId)
    if (room.tick < copy.tick) continue
    if (room.tick > copy.tick && holdsMore(copy)) {
      behind.push(mine.roomId)
      copy.room ??= room
      continue
    }
    if (room.tick > copy.tick) {
      copy.timeline = forgetTimeline(copy.timeline, room.tick)
      // What was heard of before may have changed since.
      copy.members.clear()
      copy.membersSince = room.tick
      copy.tasks.clear()
      copy.tasksSince = room.tick
      copy.files.clear()
      copy.filesSince = room.tick
    }
    copy.tick = room.tick
    takeRoom(copy, room)
  }
  return { behind, again }
}

function holdsMore(copy: RoomReplica): boolean {
  return copy.membersLoaded || copy.tasksLoaded || copy.timeline.atEnd || copy.timeline.messages.length > 0
}

/** Takes the gathered answers of `sync.room` up to the one without `more`. */
export function applyRoomChanges(
  replica: Replica,
  roomId: number,
  changes: { tick: number; room: Room; members: Member[]; messages: Message[]; tasks: Task[]; files: File[] },
): void {
  const copy = replica.rooms.get(roomId)
  if (!copy || changes.tick < copy.tick) return
  takeRows(replica, copy, changes.messages, changes.tasks)
  for (const member of changes.members) takeMember(copy, member)
  for (const file of changes.files) takeFile(copy, file)
  takeRoom(copy, changes.room)
  copy.tick = changes.tick
}

/** Takes the answer of `members.list`. False: it was read before changes that were not heard; ask again. */
export function applyMembers(copy: RoomReplica, answer: { tick: number; members: Member[] }): boolean {
  if (answer.tick < copy.membersSince) return false
  for (const member of answer.members) takeMember(copy, member)
  copy.membersLoaded = true
  return true
}

/**
 * Takes the answer of `tasks.list`; `allOpen`: of all open ones of the room, else of some. False: it was read before changes
 * that were not heard; ask again.
 */
export function applyTasks(
  copy: RoomReplica,
  answer: { tick: number; tasks: readonly Task[] },
  asked: 'allOpen' | 'some',
): boolean {
  if (answer.tick < copy.tasksSince) return false
  for (const task of answer.tasks) takeTask(copy, task)
  if (asked === 'allOpen') copy.tasksLoaded = true
  return true
}

/** Takes the answer of `tasks.mine`. Returns rooms in which changes were not heard since it was read: ask again for those. */
export function applyMyTasks(
  replica: Replica,
  answer: { ticks: readonly { roomId: number; tick: number }[]; tasks: readonly Task[] },
): number[] {
  const again: number[] = []
  const byRoom = Map.groupBy(answer.tasks, ({ roomId }) => roomId)
  for (const { roomId, tick } of answer.ticks) {
    const copy = replica.rooms.get(roomId)
    if (copy && !applyTasks(copy, { tick, tasks: byRoom.get(roomId) ?? [] }, 'some')) again.push(roomId)
  }
  return again
}

/**
 * Takes the answer of `files.list`. Returns rooms in which changes were not heard since it was read, and of which nothing was taken:
 * ask again for those.
 */
export function applyFiles(
  replica: Replica,
  answer: { ticks: readonly { roomId: number; tick: number }[]; files: readonly File[] },
): number[] {
  const again = answer.ticks.filter(({ roomId, tick }) => tick < (replica.rooms.get(roomId)?.filesSince ?? 0))
  const late = new Set(again.map(({ roomId }) => roomId))
  for (const file of answer.files) {
    const copy = replica.rooms.get(file.roomId)
    if (copy && !late.has(file.roomId)) takeFile(copy, file)
  }
  return [...late]
}
