import { z } from 'zod'
import { me } from './account.ts'
import { contact, contactInvitation } from './contact.ts'
import { endpoint } from './endpoint.ts'
import { type ErrorCode, errorStatus } from './errors.ts'
import { id, nothing, number, tick } from './fields.ts'
import { file } from './file.ts'
import { bookmark, draft, message } from './message.ts'
import { category, member, myRoom, room } from './room.ts'
import { task, taskReminder } from './task.ts'

/** Where a room stands, as little as decides whether to ask for more. */
export const roomState = z.strictObject({
  roomId: id,
  tick,
  lastNumber: number,
  readNumber: number,
  mentions: z.array(number),
  tasks: z.array(id),
})
export type RoomState = z.infer<typeof roomState>

/** Rows per answer of `sync.room`; more come with the next call. */
export const CATCH_UP_LIMIT = 500

export const sync = {
  hello: endpoint({
    name: 'sync.hello',
    access: 'account',
    summary: 'Where everything stands. On a socket: from here on events are heard, so ask first, then read.',
    input: nothing,
    output: z.strictObject({
      accountId: id,
      /** Changes when a backup was restored: a client with another one starts afresh. */
      epoch: z.string(),
      accountTick: tick,
      rooms: z.array(roomState),
      /** Version of the web client this server serves. */
      version: z.string(),
    }),
    errors: [],
  }),
  account: endpoint({
    name: 'sync.account',
    access: 'account',
    summary: 'Everything of one’s own that changed after an account clock, tombstones included.',
    input: z.strictObject({ since: tick }),
    output: z.strictObject({
      tick,
      me,
      rooms: z.array(myRoom),
      categories: z.array(category),
      drafts: z.array(draft),
      bookmarks: z.array(bookmark),
      contacts: z.array(contact),
      contactInvitations: z.array(contactInvitation),
    }),
    errors: [],
  }),
  room: endpoint({
    name: 'sync.room',
    access: 'account',
    summary: 'Everything in a room that changed after a room clock, in its order, edits and deletions included.',
    input: z.strictObject({ roomId: id, since: tick }),
    output: z.strictObject({
      /** All changes up to this clock are in this answer. */
      tick,
      room,
      members: z.array(member),
      messages: z.array(message),
      tasks: z.array(task),
      files: z.array(file),
      /** Ask again with `since: tick`. */
      more: z.boolean(),
    }),
    errors: ['not_found'],
  }),
}

/** What a socket hears. Payloads are the outputs of the endpoints, the same for everyone on the topic. */
export const events = {
  message,
  task,
  file,
  room,
  member,
  myRoom,
  me,
  category,
  draft,
  bookmark,
  contact,
  contactInvitation,
  typing: z.strictObject({ roomId: id, accountId: id }),
  reminder: taskReminder,
  /** Its bytes can be had again, as one asked. */
  restored: file,
  /** Somebody of the organization one administers came, left, came back or has another role: `organizations.people` says how they are now. */
  colleague: z.strictObject({ accountId: id }),
}
export type EventName = keyof typeof events
export type EventData<N extends EventName = EventName> = z.infer<(typeof events)[N]>
export type Event = { [N in EventName]: { event: N; data: EventData<N> } }[EventName]

const TOLD_ONCE = ['typing', 'reminder', 'restored', 'colleague'] as const satisfies readonly EventName[]

/** An event with a place in the order of a room or an account. The others are told once and may be lost. */
export type Change = Exclude<Event, { event: (typeof TOLD_ONCE)[number] }>

export function isChange(event: Event): event is Change {
  return !(TOLD_ONCE as readonly EventName[]).includes(event.event)
}

/** The room in whose order a change has its place; null: the account's own. */
export function placeOf(change: Change): number | null {
  switch (change.event) {
    case 'room':
      return change.data.id
    case 'message':
    case 'task':
    case 'file':
    case 'member':
      return change.data.roomId
    default:
      return null
  }
}

/**
 * What became of an event in a copy. `gap`: something before it is missing; ask `sync.room` or `sync.account`. `stale`: one's
 * own state of the room was read before something that is already applied; ask `rooms.get` (S8).
 */
export type Outcome =
  | { kind: 'applied' }
  | { kind: 'ignored' }
  | { kind: 'gap'; roomId: number | null }
  | { kind: 'stale'; roomId: number }

/** Longest frame a client may send, in bytes: a message of 65,535 four-byte characters, escaped, and its envelope. */
export const FRAME_BYTES = 1_000_000

/** Client → server. */
export const clientFrame = z.strictObject({
  /** Chosen by the client; comes back with the answer. */
  call: z.int().nonnegative(),
  name: z.string().max(100),
  input: z.unknown(),
})
export type ClientFrame = z.infer<typeof clientFrame>

const errorCode = z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]])

export const errorBody = z.strictObject({
  code: errorCode,
  message: z.string(),
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  retryAfter: z.number().optional(),
})

/** Server → client: an answer, an event, a heartbeat, or a farewell. */
export type ServerFrame =
  | { reply: number; output: unknown }
  | { reply: number | null; error: z.infer<typeof errorBody> }
  | Event
  /** Rooms that moved since the last heartbeat, with their clock; sent even when empty. */
  | { ticks: [roomId: number, tick: number][]; accountTick: number }
  /** The server goes; come back after this many milliseconds. */
  | { goodbye: number }
