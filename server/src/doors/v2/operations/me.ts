import { api, type Task } from '@naniwa/contract'
import * as example from '../examples.ts'
import { choice, id } from '../kinds.ts'
import { listed, type Operation, operation, optional } from '../operation.ts'
import { newestOf, pageParameters, tellNext } from '../page.ts'
import { peopleIn } from '../people.ts'
import { roomsOf } from '../rooms.ts'
import { accountView, meView, taskFields } from '../views.ts'

export const taskStatus = optional(choice(['open', 'done']), 'Open tasks or those that are done.', 'open')

/** Oneself. */
export const meOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/me',
    summary: 'One’s own account.',
    scopes: ['users.profile.me:read', 'users.all:read'],
    example: example.me,
    run: async ({ app, verb }) => meView(app, await verb(api.accounts.me, {})),
  }),
  operation({
    method: 'GET',
    path: '/my/status',
    summary: 'How much is unread, addressed to one, and to be done; `*_room_num` counts rooms.',
    scopes: ['users.status.me:read', 'users.all:read'],
    example: example.status,
    async run({ verb }) {
      const { rooms } = await verb(api.sync.hello, {})
      const counts = rooms.map(({ lastNumber, readNumber, mentions, tasks }) => ({
        unread: lastNumber - readNumber,
        mention: mentions.length,
        mytask: tasks.length,
      }))
      const roomsWith = (what: 'unread' | 'mention' | 'mytask') => counts.filter((one) => one[what] > 0).length
      const sum = (what: 'unread' | 'mention' | 'mytask') => counts.reduce((total, one) => total + one[what], 0)
      return {
        unread_room_num: roomsWith('unread'),
        mention_room_num: roomsWith('mention'),
        mytask_room_num: roomsWith('mytask'),
        unread_num: sum('unread'),
        mention_num: sum('mention'),
        mytask_num: sum('mytask'),
      }
    },
  }),
  operation({
    method: 'GET',
    path: '/my/tasks',
    summary: 'What one is to do, across all rooms, newest first.',
    scopes: ['users.tasks.me:read', 'users.all:read'],
    parameters: {
      assigned_by_account_id: optional(id, 'Only what this person asked for.'),
      status: taskStatus,
      ...pageParameters,
    },
    example: [example.myTask],
    async run(call, { assigned_by_account_id: accountId, status, ...page }) {
      const filter = { status, ...(accountId && { accountId }) }
      const { tasks, more } = await call.verb(api.tasks.mine, { scope: 'mine', ...filter, newest: newestOf(page) })
      tellNext(call, page, more)
      const rooms = await roomsOf(call, [...new Set(tasks.map(({ roomId }) => roomId))])
      const names = new Map(rooms.map((room) => [room.roomId, room]))
      const person = await peopleIn(call.app, tasks.map(askedFor))
      return listed(
        tasks.flatMap((task) => {
          const room = names.get(task.roomId)
          if (!room) return []
          const { roomId: room_id, name, iconPath: icon_path } = room
          return {
            task_id: task.id,
            room: { room_id, name, icon_path },
            assigned_by_account: accountView(call.app, person(task.assignedBy)),
            ...taskFields(task),
          }
        }),
      )
    },
  }),
]

function askedFor({ roomId, assignedBy: accountId }: Task): { roomId: number; accountId: number } {
  return { roomId, accountId }
}
