import { z } from 'zod'
import { person } from './account.ts'
import { endpoint } from './endpoint.ts'
import { id, imageHash, line, nothing, number, ROOM_NAME_LENGTH, text, tick, time } from './fields.ts'

export const roomType = z.enum(['my', 'direct', 'group'])
export type RoomType = z.infer<typeof roomType>

export const role = z.enum(['admin', 'member', 'readonly'])
export type Role = z.infer<typeof role>

/** The public API's seventeen presets, "magcup" spelt so. */
export const iconPresets = [
  'group',
  'check',
  'document',
  'meeting',
  'event',
  'project',
  'business',
  'study',
  'security',
  'star',
  'idea',
  'heart',
  'magcup',
  'beer',
  'music',
  'sports',
  'travel',
] as const
export const iconPreset = z.enum(iconPresets)
export type IconPreset = z.infer<typeof iconPreset>

export const icon = z.strictObject({
  preset: iconPreset,
  /** One of the eight identity colours. */
  hue: z.int().min(1).max(8),
  /** An own picture, shown instead of the preset. */
  image: imageHash.nullable(),
})
export type Icon = z.infer<typeof icon>

/** Most people in one room. */
export const MEMBER_LIMIT = 5_000

/** A room as everyone in it sees it. */
export const room = z.strictObject({
  id,
  /** The room's clock: grows by one with every change in it. */
  tick,
  type: roomType,
  /** Empty for My chat and direct chats, which are named after their people. */
  name: z.string(),
  description: z.string(),
  icon,
  lastNumber: number,
  /** When the last message was sent; when the room was made while there is none. */
  activeAt: time,
  /** How many people of which organization. */
  organizations: z.array(z.strictObject({ id, name: z.string(), members: z.int() })),
  /** The people of a My or direct chat; empty for groups. */
  people: z.array(person),
  deleted: z.boolean(),
})
export type Room = z.infer<typeof room>

/** What is one's own about a room. */
export const myRoom = z.strictObject({
  roomId: id,
  /** Account clock of the last change to this. */
  tick,
  /** Room clock at which `lastNumber`, `readNumber`, `mentions` and `tasks` were read. */
  roomTick: tick,
  /** Of the room: messages above it are newer than the counts below. */
  lastNumber: number,
  /** Null when one is no longer in the room. */
  role: role.nullable(),
  /** Everything up to this number is read: unread = room.lastNumber − readNumber. */
  readNumber: number,
  /** Numbers of the unread messages addressed to me, ascending. */
  mentions: z.array(number),
  /** Ids of the open tasks that are mine to do, ascending. */
  tasks: z.array(id),
  pinned: z.boolean(),
  muted: z.boolean(),
  categoryId: id.nullable(),
})
export type MyRoom = z.infer<typeof myRoom>

/** Somebody's place in a room; role null once they are gone, so that old messages keep their author's name. */
export const member = z.strictObject({
  roomId: id,
  tick,
  role: role.nullable(),
  ...person.shape,
})
export type Member = z.infer<typeof member>

export const category = z.strictObject({
  id,
  tick,
  name: z.string(),
  /** Order in the list, from 0. */
  position: z.int(),
  collapsed: z.boolean(),
  deleted: z.boolean(),
})
export type Category = z.infer<typeof category>

const newMember = z.strictObject({ accountId: id, role: role.default('member') })

/** 1 to 50 of letters, digits, `_` and `-`. Source: the public API. */
export const linkCode = z.string().regex(/^[A-Za-z0-9_-]{1,50}$/)

/** An invitation link that is to be; without a code a random one is made. */
export const newLink = z.strictObject({
  code: linkCode.optional(),
  needAcceptance: z.boolean().default(true),
  description: text(0, 1_000).default(''),
})

export const rooms = {
  create: endpoint({
    name: 'rooms.create',
    access: 'account',
    summary:
      'Make a group; the maker is its admin. Others must be contacts or of one’s organization; anybody else comes by the invitation link.',
    input: z.strictObject({
      name: line(1, ROOM_NAME_LENGTH),
      description: text(0, 10_000).default(''),
      icon: icon.default({ preset: 'group', hue: 1, image: null }),
      members: z.array(newMember).max(MEMBER_LIMIT).default([]),
      /** Its invitation link, if it is to have one at once. */
      link: newLink.optional(),
    }),
    output: room,
    errors: ['not_found', 'limit_reached', 'code_taken'],
  }),
  direct: endpoint({
    name: 'rooms.direct',
    access: 'account',
    summary: 'The direct chat with somebody; made when there is none yet. There is one per pair.',
    input: z.strictObject({ accountId: id }),
    output: room,
    errors: ['not_found'],
  }),
  get: endpoint({
    name: 'rooms.get',
    access: 'account',
    summary: 'Up to 200 of one’s rooms; those that are not one’s own are left out.',
    input: z.strictObject({ roomIds: z.array(id).min(1).max(200) }),
    output: z.strictObject({ rooms: z.array(room), mine: z.array(myRoom) }),
    errors: [],
  }),
  update: endpoint({
    name: 'rooms.update',
    access: 'account',
    summary: 'Change name, description or icon; a member who is not admin may change the description only.',
    input: z.strictObject({
      roomId: id,
      name: line(1, ROOM_NAME_LENGTH).optional(),
      description: text(0, 10_000).optional(),
      icon: icon.optional(),
    }),
    output: room,
    errors: ['not_found', 'forbidden'],
  }),
  leave: endpoint({
    name: 'rooms.leave',
    access: 'account',
    summary: 'Leave a group. The last admin hands over or deletes it first.',
    input: z.strictObject({
      roomId: id,
      /** Whether the files that one sent there are deleted; soon after, whatever happens meanwhile. */
      files: z.enum(['stay', 'go']).default('stay'),
      /** What becomes of an admin who is alone there: `delete` ends the group with them. */
      alone: z.enum(['refuse', 'delete']).default('refuse'),
    }),
    output: nothing,
    errors: ['not_found', 'forbidden', 'last_admin'],
  }),
  delete: endpoint({
    name: 'rooms.delete',
    access: 'account',
    summary: 'Delete a group for everyone.',
    input: z.strictObject({ roomId: id }),
    output: nothing,
    errors: ['not_found', 'forbidden'],
  }),
  arrange: endpoint({
    name: 'rooms.arrange',
    access: 'account',
    summary: 'Pin, mute or file a room under a category, for oneself.',
    input: z.strictObject({
      roomId: id,
      pinned: z.boolean().optional(),
      muted: z.boolean().optional(),
      categoryId: id.nullable().optional(),
    }),
    output: myRoom,
    errors: ['not_found'],
  }),
  typing: endpoint({
    name: 'rooms.typing',
    access: 'account',
    summary: 'Tell the room that one is typing; heard for 6 seconds, dropped first under load.',
    input: z.strictObject({ roomId: id }),
    output: nothing,
    errors: ['not_found', 'forbidden'],
  }),
}

export const members = {
  list: endpoint({
    name: 'members.list',
    access: 'account',
    summary: 'Everyone who is or was in the room, and the room clock at which that was so.',
    input: z.strictObject({ roomId: id }),
    output: z.strictObject({ tick, members: z.array(member) }),
    errors: ['not_found'],
  }),
  add: endpoint({
    name: 'members.add',
    access: 'account',
    summary: 'Add people of one’s organization to a group; those already in it stay as they are.',
    input: z.strictObject({ roomId: id, members: z.array(newMember).min(1).max(MEMBER_LIMIT) }),
    output: z.strictObject({ members: z.array(member) }),
    errors: ['not_found', 'forbidden', 'limit_reached'],
  }),
  change: endpoint({
    name: 'members.change',
    access: 'account',
    summary:
      'Change who is in a group and as what, all at once or not at all. With `others: leave` the people named are all there are. Whoever changes it stays: to go, leave.',
    input: z.strictObject({
      roomId: id,
      members: z.array(newMember).max(MEMBER_LIMIT).default([]),
      /** Those who are to go; whoever is not there is passed over. */
      remove: z.array(id).max(MEMBER_LIMIT).default([]),
      others: z.enum(['stay', 'leave']).default('stay'),
    }),
    output: z.strictObject({
      /** Everyone in the room now. */
      members: z.array(member),
    }),
    errors: ['not_found', 'forbidden', 'last_admin', 'limit_reached'],
  }),
  setRole: endpoint({
    name: 'members.setRole',
    access: 'account',
    summary: 'Change what somebody may do in a group.',
    input: z.strictObject({ roomId: id, accountId: id, role }),
    output: member,
    errors: ['not_found', 'forbidden', 'last_admin'],
  }),
  remove: endpoint({
    name: 'members.remove',
    access: 'account',
    summary: 'Remove somebody from a group; they hear nothing more of it from that moment on.',
    input: z.strictObject({ roomId: id, accountId: id }),
    output: member,
    errors: ['not_found', 'forbidden', 'last_admin'],
  }),
}

export const categories = {
  save: endpoint({
    name: 'categories.save',
    access: 'account',
    summary: 'Make a private category, or change one. At most 100.',
    input: z.strictObject({
      id: id.optional(),
      name: line(1, 100).optional(),
      position: z.int().min(0).max(10_000).optional(),
      collapsed: z.boolean().optional(),
    }),
    output: category,
    errors: ['not_found', 'limit_reached'],
  }),
  remove: endpoint({
    name: 'categories.remove',
    access: 'account',
    summary: 'Remove a category; its rooms stay, unfiled.',
    input: z.strictObject({ id }),
    output: category,
    errors: ['not_found'],
  }),
}
