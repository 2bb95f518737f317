import { api, type Due, localTime, Refusal, type Task } from '@naniwa/contract'
import * as example from '../examples.ts'
import { badRequest } from '../fault.ts'
import { body, choice, id, ids, seconds } from '../kinds.ts'
import { type Call, listed, type Operation, operation, optional, required } from '../operation.ts'
import { newestOf, pageParameters, tellNext } from '../page.ts'
import { peopleIn } from '../people.ts'
import { roomOf } from '../rooms.ts'
import { type Answer, accountView, taskFields } from '../views.ts'
import { taskStatus } from './me.ts'

export const taskReadScopes = ['rooms.tasks:read', 'rooms.all:read', 'rooms.all:read_write'] as const
const writeScopes = ['rooms.tasks:write', 'rooms.all:write', 'rooms.all:read_write'] as const
const forbidden = "You don't have permission to send/edit task."

const LIMIT_TYPES = ['none', 'date', 'time'] as const

export const taskOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/rooms/{room_id}/tasks',
    summary: 'Tasks of a room, newest first.',
    scopes: taskReadScopes,
    parameters: {
      account_id: optional(id, 'Only what this person is to do.'),
      assigned_by_account_id: optional(id, 'Only what this person asked for.'),
      status: taskStatus,
      ...pageParameters,
    },
    example: [example.task],
    async run(call, { room_id: roomId, account_id: accountId, assigned_by_account_id: assignedBy, status, ...page }) {
      const filter = { ...(accountId && { accountId }), ...(assignedBy && { assignedBy }) }
      const { tasks, more } = await call.verb(api.tasks.list, { roomId, status, ...filter, newest: newestOf(page) })
      tellNext(call, page, more)
      return listed(await taskViews(call, tasks))
    },
  }),
  operation({
    method: 'POST',
    path: '/rooms/{room_id}/tasks',
    summary: 'Ask people of the room to do something: a task for each, told of in one message.',
    scopes: writeScopes,
    isPost: true,
    parameters: {
      body: required(body, 'What is to be done, in the message notation.'),
      to_ids: required(ids, 'Who is to do it.'),
      limit: optional(seconds, 'When it is due; 0 or left out: never.', 0),
      limit_type: optional(
        choice(LIMIT_TYPES),
        'Due at that time, or on that day (in Japan). Without a limit, never.',
        'time',
      ),
    },
    forbidden,
    example: { task_ids: [501, 502] },
    async run(call, { room_id: roomId, body, to_ids: accountIds, limit, limit_type }) {
      if (accountIds.length === 0) throw badRequest("Parameter 'to_ids' is required")
      await roomOf(call, roomId)
      const due = dueOf(limit, limit_type)
      // The room is there, so what is not found is somebody.
      const input = { roomId, body, accountIds: [...accountIds], due }
      const { tasks } = await call.once(api.tasks.create, input).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'not_found')
          throw badRequest("Parameter 'to_ids' is invalid: not everyone is in the room")
        throw error
      })
      return { task_ids: tasks.map((task) => task.id) }
    },
  }),
  operation({
    method: 'GET',
    path: '/rooms/{room_id}/tasks/{task_id}',
    summary: 'One task.',
    scopes: taskReadScopes,
    example: example.task,
    async run(call, { room_id: roomId, task_id }) {
      const [view] = await taskViews(call, [await call.verb(api.tasks.get, { roomId, id: task_id })])
      return view as Answer
    },
  }),
  operation({
    method: 'PUT',
    path: '/rooms/{room_id}/tasks/{task_id}/status',
    summary: 'Mark a task done, or open again.',
    scopes: writeScopes,
    parameters: { body: required(choice(['open', 'done']), 'What it is now.') },
    forbidden,
    example: { task_id: 501 },
    async run({ verb }, { room_id: roomId, task_id, body: status }) {
      await verb(api.tasks.setStatus, { roomId, id: task_id, status })
      return { task_id }
    },
  }),
]

/** A day is told as its last second in Japan, and so it is read. */
function dueOf(limit: number, type: (typeof LIMIT_TYPES)[number]): Due {
  if (limit === 0 || type === 'none') return { type: 'none' }
  if (type === 'time') return { type, at: limit * 1_000 }
  return { type, date: localTime(limit * 1_000, 'Asia/Tokyo').day }
}

export async function taskViews({ app }: Call, tasks: readonly Task[]): Promise<Answer[]> {
  const people = tasks.flatMap(({ roomId, accountId, assignedBy }) => [
    { roomId, accountId },
    { roomId, accountId: assignedBy },
  ])
  const person = await peopleIn(app, people)
  return tasks.map((task) => ({
    task_id: task.id,
    account: accountView(app, person(task.accountId)),
    assigned_by_account: accountView(app, person(task.assignedBy)),
    ...taskFields(task),
  }))
}
