import type { Me } from './account.ts'
import type { Bookmark, Draft, Message } from './message.ts'
import type { Category, Member, MyRoom, Room } from './room.ts'
import type { Event, RoomState } from './sync.ts'
import { emptyTimeline, forgetTimeline, mergeMessage, reachOn, type Timeline } from './timeline.ts'

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
}

/**
 * What became of an event. `gap`: something before it is missing; ask `sync.room` or `sync.account`.
 * `stale`: one's own state of the room was read before something that is already applied; ask `rooms.get` (S8).
 */
export type Outcome =
  | { kind: 'applied' }
  | { kind: 'ignored' }
  | { kind: 'gap'; roomId: number | null }
  | { kind: 'stale'; roomId: number }

const applied: Outcome = { kind: 'applied' }
const ignored: Outcome = { kind: 'ignored' }

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
  }
}

export function unreadCount(room: RoomReplica): number {
  return Math.max(0, room.lastNumber - room.mine.readNumber)
}

/** Applies one event in the order it was heard. */
export function apply(replica: Replica, event: Event): Outcome {
  switch (event.event) {
    case 'typing':
      return ignored
    case 'message':
    case 'member':
    case 'room':
      return applyInRoom(replica, event)
    default:
      return applyOwn(replica, event)
  }
}

type RoomEvent = Extract<Event, { event: 'message' | 'member' | 'room' }>
type OwnEvent = Exclude<Event, RoomEvent | { event: 'typing' }>

function applyInRoom(replica: Replica, event: RoomEvent): Outcome {
  const roomId = event.event === 'room' ? event.data.id : event.data.roomId
  const copy = replica.rooms.get(roomId)
  if (!copy || event.data.tick <= copy.tick) return ignored
  if (event.data.tick > copy.tick + 1) return { kind: 'gap', roomId }
  if (event.event === 'message') takeMessages(replica, copy, [event.data])
  else if (event.event === 'member') takeMember(copy, event.data)
  else takeRoom(copy, event.data)
  copy.tick = event.data.tick
  return applied
}

function applyOwn(replica: Replica, event: OwnEvent): Outcome {
  if (event.data.tick <= replica.accountTick) return ignored
  if (event.data.tick > replica.accountTick + 1) return { kind: 'gap', roomId: null }
  replica.accountTick = event.data.tick
  switch (event.event) {
    case 'me':
      replica.me = event.data
      return applied
    case 'myRoom':
      return takeMine(replica, event.data)
    case 'category':
      keep(replica.categories, event.data.id, event.data, event.data.deleted)
      return applied
    case 'draft':
      keep(replica.drafts, event.data.roomId, event.data, event.data.body === '')
      return applied
    case 'bookmark':
      keep(replica.bookmarks, bookmarkKey(event.data), event.data, event.data.deleted)
      return applied
  }
}

function keep<K, V>(map: Map<K, V>, key: K, value: V, gone: boolean): void {
  if (gone) map.delete(key)
  else map.set(key, value)
}

export function bookmarkKey({ roomId, messageId }: Pick<Bookmark, 'roomId' | 'messageId'>): string {
  return `${roomId}-${messageId}`
}

function takeRoom(copy: RoomReplica, room: Room): void {
  copy.room = room
  copy.lastNumber = Math.max(copy.lastNumber, room.lastNumber)
}

function takeMember(copy: RoomReplica, member: Member): void {
  if (member.tick > (copy.members.get(member.accountId)?.tick ?? 0)) copy.members.set(member.accountId, member)
}

/**
 * What a message does to its reader's own state: sending moves one's read mark, being addressed is counted. Only
 * messages newer than that state do, so that nothing is counted twice (S8). `before` is the last number that state knew
 * of: a change of an older message of one's own is no sending.
 */
function takeMessages(replica: Replica, copy: RoomReplica, messages: readonly Message[]): void {
  const before = copy.mine.lastNumber
  for (const message of messages) {
    copy.timeline = mergeMessage(copy.timeline, message)
    if (message.number > copy.lastNumber) copy.lastNumber = message.number
    if (message.tick > copy.mine.roomTick) copy.mine = mineAfter(copy.mine, message, replica.accountId, before)
  }
  copy.timeline = reachOn(copy.timeline, messages, copy.lastNumber)
  if (copy.room && copy.lastNumber > copy.room.lastNumber) {
    const newest = messages.reduce((latest, message) => Math.max(latest, message.createdAt), copy.room.activeAt)
    copy.room = { ...copy.room, lastNumber: copy.lastNumber, activeAt: newest }
  }
}

function mineAfter(mine: MyRoom, message: Message, accountId: number, before: number): MyRoom {
  const lastNumber = Math.max(mine.lastNumber, message.number)
  const sentByMe = message.accountId === accountId && message.number > before && !message.selfUnread
  const readNumber = sentByMe ? Math.max(mine.readNumber, message.number) : mine.readNumber
  const mentions = mine.mentions.filter((number) => number > readNumber && number !== message.number)
  if (message.number > readNumber && addresses(message, accountId)) mentions.push(message.number)
  return { ...mine, roomTick: message.tick, lastNumber, readNumber, mentions: mentions.sort((a, b) => a - b) }
}

/** Whether a message is addressed to this account. */
export function addresses(message: Message, accountId: number): boolean {
  if (message.deleted || message.accountId === accountId) return false
  return message.toAll || message.mentions.includes(accountId)
}

function takeMine(replica: Replica, mine: MyRoom): Outcome {
  if (mine.role === null) {
    replica.rooms.delete(mine.roomId)
    return applied
  }
  const copy = replica.rooms.get(mine.roomId)
  if (!copy) {
    replica.rooms.set(mine.roomId, newRoom(mine))
    return { kind: 'gap', roomId: mine.roomId }
  }
  if (mine.roomTick < copy.mine.roomTick) {
    copy.mine = {
      ...mine,
      roomTick: copy.mine.roomTick,
      lastNumber: copy.mine.lastNumber,
      readNumber: copy.mine.readNumber,
      mentions: copy.mine.mentions,
    }
    return { kind: 'stale', roomId: mine.roomId }
  }
  copy.mine = mine
  return applied
}

function newRoom(mine: MyRoom): RoomReplica {
  return {
    tick: 0,
    room: null,
    lastNumber: 0,
    mine,
    members: new Map(),
    membersLoaded: false,
    membersSince: 0,
    timeline: emptyTimeline(),
  }
}

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
    const { tick: roomTick, lastNumber, readNumber, mentions } = state
    copy.mine = { ...copy.mine, roomTick, lastNumber, readNumber, mentions: [...mentions] }
    copy.lastNumber = Math.max(copy.lastNumber, lastNumber)
  }
  return moved
}

/** Takes the answer of `sync.account`. Returns rooms that are new here or must be asked for again. */
export function applyAccount(
  replica: Replica,
  changes: { tick: number; me: Me; rooms: MyRoom[]; categories: Category[]; drafts: Draft[]; bookmarks: Bookmark[] },
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
    const copy = replica.rooms.get(mine.roomId) ?? newRoom(mine)
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
      copy.membersSince = room.tick
    }
    copy.tick = room.tick
    takeRoom(copy, room)
  }
  return { behind, again }
}

function holdsMore(copy: RoomReplica): boolean {
  return copy.membersLoaded || copy.timeline.atEnd || copy.timeline.messages.length > 0
}

/** Takes the gathered answers of `sync.room` up to the one without `more`. */
export function applyRoomChanges(
  replica: Replica,
  roomId: number,
  changes: { tick: number; room: Room; members: Member[]; messages: Message[] },
): void {
  const copy = replica.rooms.get(roomId)
  if (!copy || changes.tick < copy.tick) return
  const inOrder = [...changes.messages].sort((a, b) => a.tick - b.tick)
  takeMessages(replica, copy, inOrder)
  for (const member of changes.members) takeMember(copy, member)
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
