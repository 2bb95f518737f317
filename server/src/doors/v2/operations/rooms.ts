import { api, type IconPreset, iconPresets, Refusal, ROOM_NAME_LENGTH } from '@naniwa/contract'
import * as example from '../examples.ts'
import { badRequest } from '../fault.ts'
import { choice, flag, pattern, text } from '../kinds.ts'
import { type Call, NO_CONTENT, type Operation, operation, optional, required } from '../operation.ts'
import { roomOf, roomsOf, roomViews } from '../rooms.ts'
import { memberLists, membersFrom } from './members.ts'

const DESCRIPTION_LENGTH = 10_000
const icon = choice<IconPreset>(iconPresets)
const description = text(DESCRIPTION_LENGTH)
const readScopes = ['rooms.info:read', 'rooms.all:read', 'rooms.all:read_write'] as const
const forbidden = "You don't have permission to edit this room."

export const code = pattern('1 to 50 of A–Z, a–z, 0–9, _ and -', /^[A-Za-z0-9_-]{1,50}$/)

export const roomOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/rooms',
    summary: 'All rooms one is in.',
    scopes: readScopes,
    example: [example.room],
    async run(call) {
      const { rooms } = await call.verb(api.sync.hello, {})
      const roomIds = rooms.map(({ roomId }) => roomId)
      return await roomViews(call, await roomsOf(call, roomIds))
    },
  }),
  operation({
    method: 'POST',
    path: '/rooms',
    summary: 'Make a group chat. Whoever makes it is one of its admins.',
    scopes: ['rooms:write', 'rooms.all:write', 'rooms.all:read_write'],
    parameters: {
      name: required(text(ROOM_NAME_LENGTH), 'Its name.'),
      description: optional(description, 'What it is for.', ''),
      link: optional(flag, 'Whether it has an invitation link.', false),
      link_code: optional(code, 'The end of the link; made up when it is left out.'),
      link_need_acceptance: optional(flag, 'Whether an admin accepts each who comes by the link.', true),
      ...memberLists,
      icon_preset: optional(icon, 'Its picture.', 'group'),
    },
    example: { room_id: 1234 },
    run: (call, input) => createRoom(call, input),
  }),
  operation({
    method: 'GET',
    path: '/rooms/{room_id}',
    summary: 'One room, with its description.',
    scopes: readScopes,
    example: { ...example.room, description: 'Everything for the launch' },
    async run(call, { room_id }) {
      const shown = await roomOf(call, room_id)
      const [view] = await roomViews(call, [shown])
      return { ...view, description: shown.room.description }
    },
  }),
  operation({
    method: 'PUT',
    path: '/rooms/{room_id}',
    summary: 'Change name, description or picture of a group chat; what is left out stays.',
    scopes: ['rooms.info:write', 'rooms.all:write', 'rooms.all:read_write'],
    parameters: {
      name: optional(text(ROOM_NAME_LENGTH), 'Its name.'),
      description: optional(description, 'What it is for.'),
      icon_preset: optional(icon, 'Its picture.'),
    },
    forbidden,
    example: { room_id: 88 },
    async run(call, { room_id, name, description, icon_preset }) {
      const { room } = await roomOf(call, room_id)
      await call.verb(api.rooms.update, {
        roomId: room_id,
        ...(name !== undefined && { name: named(name) }),
        ...(description !== undefined && { description }),
        ...(icon_preset && { icon: { preset: icon_preset, hue: room.icon.hue, image: null } }),
      })
      return { room_id }
    },
  }),
  operation({
    method: 'DELETE',
    path: '/rooms/{room_id}',
    summary:
      'Leave a group chat, or delete it for everyone. Who leaves takes the tasks they are to do and the files they sent along.',
    scopes: ['rooms:write', 'rooms.all:write', 'rooms.all:read_write'],
    parameters: { action_type: required(choice(['leave', 'delete']), 'In the form or in the query.') },
    forbidden,
    async run(call, { room_id: roomId, action_type }) {
      if (action_type === 'delete') await call.verb(api.rooms.delete, { roomId })
      else await call.verb(api.rooms.leave, { roomId, files: 'go', alone: 'delete' })
      return NO_CONTENT
    },
  }),
]

/** A name has something to see and no line break; forms bring both. */
function named(name: string): string {
  const line = name.replace(/\s*\p{Cc}+\s*/gu, ' ').trim()
  if (line === '') throw badRequest("Parameter 'name' is required")
  return line
}

interface NewRoom {
  readonly name: string
  readonly description: string
  readonly link: boolean
  readonly link_code: string | undefined
  readonly link_need_acceptance: boolean
  readonly members_admin_ids: readonly number[]
  readonly members_member_ids: readonly number[]
  readonly members_readonly_ids: readonly number[]
  readonly icon_preset: IconPreset
}

async function createRoom(call: Call, input: NewRoom) {
  const { description, link_code: code, link_need_acceptance: needAcceptance, icon_preset: preset } = input
  const room = {
    ...{ name: named(input.name), description, members: membersFrom(input) },
    icon: { preset, hue: 1, image: null },
    ...(input.link && { link: { needAcceptance, ...(code && { code }) } }),
  }
  return { room_id: (await call.once(api.rooms.create, room).catch(unreachable)).id }
}

/** Of people, not of the room. */
export function unreachable(error: unknown): never {
  if (error instanceof Refusal && error.code === 'not_found')
    throw badRequest('The members may only be contacts or people of the same organization')
  throw error
}
