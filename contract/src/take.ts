import type { File } from './file.ts'
import type { Message } from './message.ts'
import { emptyRoom, type Replica, type RoomReplica } from './replica.ts'
import type { Member, MyRoom, Room } from './room.ts'
import type { Outcome } from './sync.ts'
import type { Task } from './task.ts'
import { mergeMessage, reachOn } from './timeline.ts'

// How one row finds its place in a copy, whether it was heard or answered.

export function takeRoom(copy: RoomReplica, room: Room): void {
  copy.room = room
  copy.lastNumber = Math.max(copy.lastNumber, room.lastNumber)
}

export function takeMember(copy: RoomReplica, member: Member): void {
  if (member.tick > (copy.members.get(member.accountId)?.tick ?? 0)) copy.members.set(member.accountId, member)
}

export function takeTask(copy: RoomReplica, task: Task): void {
  if (task.tick > (copy.tasks.get(task.id)?.tick ?? 0)) copy.tasks.set(task.id, task)
}

export function takeFile(copy: RoomReplica, file: File): void {
  if (file.tick > (copy.files.get(file.id)?.tick ?? 0)) copy.files.set(file.id, file)
}

/**
 * Messages and tasks that changed, and what they do to their reader's own state: sending moves one's read mark, being
 * addressed is counted, open tasks of one's own are. Only what is newer than that state does, in the order of the clock, so
 * that nothing is counted twice (S8). A change of an older message of one's own is no sending: `before` is the last number
 * that state knew of.
 */
export function takeRows(
  replica: Replica,
  copy: RoomReplica,
  messages: readonly Message[],
  tasks: readonly Task[],
): void {
  const before = copy.mine.lastNumber
  for (const message of [...messages].sort(byTick)) {
    copy.timeline = mergeMessage(copy.timeline, message)
    if (message.number > copy.lastNumber) copy.lastNumber = message.number
  }
  copy.timeline = reachOn(copy.timeline, messages, copy.lastNumber)
  for (const task of tasks) takeTask(copy, task)
  for (const row of [...messages, ...tasks].sort(byTick)) {
    if (row.tick <= copy.mine.roomTick) continue
    copy.mine =
      'number' in row
        ? afterMessage(copy.mine, row, replica.accountId, before)
        : afterTask(copy.mine, row, replica.accountId)
  }
  if (copy.room && copy.lastNumber > copy.room.lastNumber) {
    const newest = messages.reduce((latest, message) => Math.max(latest, message.createdAt), copy.room.activeAt)
    copy.room = { ...copy.room, lastNumber: copy.lastNumber, activeAt: newest }
  }
}

function byTick(a: { tick: number }, b: { tick: number }): number {
  return a.tick - b.tick
}

function afterMessage(mine: MyRoom, message: Message, accountId: number, before: number): MyRoom {
  const lastNumber = Math.max(mine.lastNumber, message.number)
  const sentByMe = message.accountId === accountId && message.number > before && !message.selfUnread
  const readNumber = sentByMe ? Math.max(mine.readNumber, message.number) : mine.readNumber
  const mentions = mine.mentions.filter((number) => number > readNumber && number !== message.number)
  if (message.number > readNumber && addresses(message, accountId)) mentions.push(message.number)
  return { ...mine, roomTick: message.tick, lastNumber, readNumber, mentions: mentions.sort((a, b) => a - b) }
}

function afterTask(mine: MyRoom, task: Task, accountId: number): MyRoom {
  const others = mine.tasks.filter((id) => id !== task.id)
  const isMine = task.accountId === accountId && task.status === 'open' && !task.deleted
  const tasks = isMine ? [...others, task.id].sort((a, b) => a - b) : others
  return { ...mine, roomTick: task.tick, tasks }
}

/** Whether a message is addressed to this account. */
export function addresses(message: Message, accountId: number): boolean {
  if (message.deleted || message.accountId === accountId) return false
  return message.toAll || message.mentions.includes(accountId)
}

/** One's own state of a room. What was read before something that is applied here already counts only in part (S8). */
export function takeMine(replica: Replica, mine: MyRoom): Outcome {
  if (mine.role === null) {
    replica.rooms.delete(mine.roomId)
    return { kind: 'applied' }
  }
  const copy = replica.rooms.get(mine.roomId)
  if (!copy) {
    replica.rooms.set(mine.roomId, emptyRoom(mine))
    return { kind: 'gap', roomId: mine.roomId }
  }
  if (mine.roomTick < copy.mine.roomTick) {
    const { roomTick, lastNumber, readNumber, mentions, tasks } = copy.mine
    copy.mine = { ...mine, roomTick, lastNumber, readNumber, mentions, tasks }
    return { kind: 'stale', roomId: mine.roomId }
  }
  copy.mine = mine
  return { kind: 'applied' }
}
