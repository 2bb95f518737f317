import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, imageHash, MESSAGE_LENGTH, messageId, nothing, number, text, tick, time } from './fields.ts'
import { myRoom } from './room.ts'

/** One emoji as a keyboard makes it, skin tones and joined ones included. */
export const emoji = z
  .string()
  .max(32)
  .refine((value) => /^\p{RGI_Emoji}$/v.test(value), 'not one emoji')

/** Most different emoji on one message. */
export const REACTION_KINDS = 30

export const preview = z.strictObject({
  url: z.string(),
  siteName: z.string(),
  title: z.string(),
  description: z.string(),
  image: z.strictObject({ hash: imageHash, width: z.int(), height: z.int() }).nullable(),
})
export type Preview = z.infer<typeof preview>

/** A message as everyone in the room sees it. */
export const message = z.strictObject({
  roomId: id,
  id: messageId,
  /** Room clock of the last change to it. */
  tick,
  number,
  accountId: id,
  /** `system`: written by the product in the acting person's name. */
  kind: z.enum(['message', 'system']),
  /** In the public notation; empty once deleted. */
  body: z.string(),
  /** Those addressed by To or reply who were in the room, the author excepted. */
  mentions: z.array(id),
  toAll: z.boolean(),
  /** The author asked for their own message to stay unread for themselves. */
  selfUnread: z.boolean(),
  createdAt: time,
  editedAt: time.nullable(),
  deleted: z.boolean(),
  reactions: z.array(z.strictObject({ emoji: z.string(), accountIds: z.array(id) })),
  previews: z.array(preview),
})
export type Message = z.infer<typeof message>

export const bookmark = z.strictObject({
  roomId: id,
  messageId,
  /** Account clock. */
  tick,
  createdAt: time,
  deleted: z.boolean(),
})
export type Bookmark = z.infer<typeof bookmark>

export const draft = z.strictObject({
  roomId: id,
  /** Account clock. */
  tick,
  /** Empty when there is none. */
  body: z.string(),
})
export type Draft = z.infer<typeof draft>

const body = text(1, MESSAGE_LENGTH).refine((value) => value.trim() !== '', 'nothing but space')
const place = { roomId: id, id: messageId }

export const messages = {
  send: endpoint({
    name: 'messages.send',
    access: 'account',
    summary: 'Send a message. Sending the same id again answers with the message as it is: never two, never an error.',
    input: z.strictObject({ ...place, body, selfUnread: z.boolean().default(false) }),
    output: message,
    errors: ['not_found', 'forbidden', 'message_id_taken'],
  }),
  edit: endpoint({
    name: 'messages.edit',
    access: 'account',
    summary: 'Change one’s own message. Those newly addressed are counted, nobody is notified twice.',
    input: z.strictObject({ ...place, body }),
    output: message,
    errors: ['not_found', 'forbidden', 'message_deleted'],
  }),
  delete: endpoint({
    name: 'messages.delete',
    access: 'account',
    summary: 'Delete one’s own message, or anybody’s as admin of the group. Its place stays, its text goes.',
    input: z.strictObject(place),
    output: message,
    errors: ['not_found', 'forbidden'],
  }),
  react: endpoint({
    name: 'messages.react',
    access: 'account',
    summary: 'Put one’s reaction on a message, or take it off.',
    input: z.strictObject({ ...place, emoji, on: z.boolean() }),
    output: message,
    errors: ['not_found', 'forbidden', 'message_deleted', 'limit_reached'],
  }),
  list: endpoint({
    name: 'messages.list',
    access: 'account',
    summary:
      'Messages of a room in order, and the room clock at which they were so. Around a number: half before it, half from it on.',
    input: z.strictObject({
      roomId: id,
      /** The last `limit` before this number; without any of the three, the newest. */
      before: number.optional(),
      /** The first `limit` after this number. */
      after: number.optional(),
      around: number.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.strictObject({ tick, messages: z.array(message) }),
    errors: ['not_found'],
  }),
  get: endpoint({
    name: 'messages.get',
    access: 'account',
    summary: 'One message by its id.',
    input: z.strictObject(place),
    output: message,
    errors: ['not_found'],
  }),
  read: endpoint({
    name: 'messages.read',
    access: 'account',
    summary: 'Everything up to and including this number is read. Never moves back.',
    input: z.strictObject({ roomId: id, number }),
    output: myRoom,
    errors: ['not_found'],
  }),
  unread: endpoint({
    name: 'messages.unread',
    access: 'account',
    summary: 'This number and everything after it is unread. Never moves forward.',
    input: z.strictObject({ roomId: id, number: z.int().positive() }),
    output: myRoom,
    errors: ['not_found'],
  }),
}

export const bookmarks = {
  add: endpoint({
    name: 'bookmarks.add',
    access: 'account',
    summary: 'Keep a message for oneself; at most 1,000.',
    input: z.strictObject({ roomId: id, messageId }),
    output: bookmark,
    errors: ['not_found', 'limit_reached'],
  }),
  remove: endpoint({
    name: 'bookmarks.remove',
    access: 'account',
    summary: 'Drop a kept message.',
    input: z.strictObject({ roomId: id, messageId }),
    output: bookmark,
    errors: ['not_found'],
  }),
  list: endpoint({
    name: 'bookmarks.list',
    access: 'account',
    summary: 'Kept messages of rooms one is still in, newest first.',
    input: nothing,
    output: z.strictObject({ bookmarks: z.array(z.strictObject({ bookmark, message })) }),
    errors: [],
  }),
}

export const drafts = {
  save: endpoint({
    name: 'drafts.save',
    access: 'account',
    summary: 'Keep what is typed in a room’s composer; empty drops it.',
    input: z.strictObject({ roomId: id, body: text(0, MESSAGE_LENGTH) }),
    output: draft,
    errors: ['not_found'],
  }),
}
