import { api, type Member, type Role } from '@naniwa/contract'
import { readHandles } from '../../../accounts/read.ts'
import * as example from '../examples.ts'
import { badRequest } from '../fault.ts'
import { ids } from '../kinds.ts'
import { added, type Operation, operation, optional, required } from '../operation.ts'
import { roomOf } from '../rooms.ts'
import { type Answer, personView } from '../views.ts'
import { unreachable } from './rooms.ts'

const forbidden = "You don't have permission to edit the members of this room."
const writeScopes = ['rooms.members:write', 'rooms.all:write', 'rooms.all:read_write'] as const

/** Who is in a room, by what they may do. Who stands in several lists may the most. */
export const memberLists = {
  members_admin_ids: required(ids, 'Its admins; at least one.'),
  members_member_ids: optional(ids, 'Those who read and write.', []),
  members_readonly_ids: optional(ids, 'Those who only read.', []),
}

interface Lists {
  readonly members_admin_ids: readonly number[]
  readonly members_member_ids: readonly number[]
  readonly members_readonly_ids: readonly number[]
}

export function membersFrom(lists: Lists): { accountId: number; role: Role }[] {
  if (lists.members_admin_ids.length === 0) throw badRequest("Parameter 'members_admin_ids' is required")
  return peopleFrom(lists)
}

function peopleFrom(lists: Lists): { accountId: number; role: Role }[] {
  const roles = new Map<number, Role>()
  for (const accountId of lists.members_readonly_ids) roles.set(accountId, 'readonly')
  for (const accountId of lists.members_member_ids) roles.set(accountId, 'member')
  for (const accountId of lists.members_admin_ids) roles.set(accountId, 'admin')
  return [...roles].map(([accountId, role]) => ({ accountId, role }))
}

export const memberOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/rooms/{room_id}/members',
    summary: 'Everyone in a room.',
    scopes: ['rooms.members:read', 'rooms.all:read', 'rooms.all:read_write'],
    example: [{ account_id: 7002, role: 'member', ...example.person }],
    async run({ app, verb }, { room_id: roomId }) {
      const members = (await verb(api.members.list, { roomId })).members.filter(isPresent)
      const handles = await readHandles(
        app.db,
        members.map(({ accountId }) => accountId),
      )
      return members.map((member) => ({
        account_id: member.accountId,
        role: member.role,
        ...personView(app, member, handles.get(member.accountId) ?? ''),
      }))
    },
  }),
  operation({
    method: 'PUT',
    path: '/rooms/{room_id}/members',
    summary: 'Say who is in a group chat, and as what. Whoever is in none of the lists is removed.',
    scopes: writeScopes,
    parameters: memberLists,
    forbidden,
    example: { admin: [7001], member: [7002, 7003], readonly: [] },
    async run(call, { room_id: roomId, ...lists }) {
      const members = membersFrom(lists)
      await roomOf(call, roomId)
      const input = { roomId, members, others: 'leave' } as const
      return rolesOf((await call.verb(api.members.change, input).catch(unreachable)).members)
    },
  }),
  operation({
    method: 'POST',
    path: '/rooms/{room_id}/members',
    summary: 'Add people to a group chat, change what they may do, and remove others, all at once. All others stay.',
    isExtension: true,
    scopes: writeScopes,
    parameters: {
      members_admin_ids: added(ids, 'To be admins.'),
      members_member_ids: added(ids, 'To read and write.'),
      members_readonly_ids: added(ids, 'To only read.'),
      remove_ids: added(ids, 'To go.'),
    },
    forbidden,
    example: { admin: [7001], member: [7002, 7003], readonly: [] },
    async run(call, { room_id: roomId, remove_ids: remove = [], ...lists }) {
      const { members_admin_ids = [], members_member_ids = [], members_readonly_ids = [] } = lists
      const members = peopleFrom({ members_admin_ids, members_member_ids, members_readonly_ids })
      await roomOf(call, roomId)
      const input = { roomId, members, remove: [...remove] }
      return rolesOf((await call.once(api.members.change, input).catch(unreachable)).members)
    },
  }),
]

function isPresent(member: Member): member is Member & { role: Role } {
  return member.role !== null
}

function rolesOf(members: readonly Member[]): Answer {
  const having = (role: Role) => members.filter((member) => member.role === role).map(({ accountId }) => accountId)
  return { admin: having('admin'), member: having('member'), readonly: having('readonly') }
}
