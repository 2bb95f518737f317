import { z } from 'zod'
import { FIRST_DAY, LAST_DAY } from './days.ts'
import { endpoint } from './endpoint.ts'
import { id, line, MESSAGE_LENGTH, messageId, text, tick, time } from './fields.ts'
import { message } from './message.ts'

/** A day as a calendar has it, wherever one is: `2026-11-24`; from 2000 to 2999. */
export const day = z.iso.date().refine((value) => value >= FIRST_DAY && value <= LAST_DAY, 'before 2000 or after 2999')

export const taskStatus = z.enum(['open', 'done'])
export type TaskStatus = z.infer<typeof taskStatus>

const dueAt = time.min(Date.parse(FIRST_DAY)).max(Date.parse(LAST_DAY))

export const due = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('date'), date: day }),
  z.strictObject({ type: z.literal('time'), at: dueAt }),
])
export type Due = z.infer<typeof due>

export const priority = z.enum(['low', 'normal', 'high'])
export type Priority = z.infer<typeof priority>

export const checkItem = z.strictObject({ id: z.int().positive(), text: z.string(), done: z.boolean() })
export type CheckItem = z.infer<typeof checkItem>

/** Most items of one checklist, reminders of one task, people asked at once. */
export const CHECKLIST_LIMIT = 50
export const REMINDER_LIMIT = 5
export const ASSIGNEE_LIMIT = 100
/** Most open tasks of one room, and most text in them, in bytes. */
export const OPEN_TASK_LIMIT = 5_000
export const OPEN_TASK_BYTES = 4_000_000
/** Most tasks of a list that may be longer: done ones, and those across all rooms. */
export const TASK_PAGE = 1_000

export const recurrence = z.strictObject({
  every: z.enum(['day', 'week', 'month', 'year']),
  /** Every so many of them. */
  interval: z.int().min(1).max(99),
  /** For weeks: 0 Sunday … 6 Saturday; none: the due day's own. */
  weekdays: z.array(z.int().min(0).max(6)).max(7),
  /** The next one is made when this one is done, or when its day has come, done or not. */
  next: z.enum(['done', 'due']),
  /** A Saturday, Sunday or Japanese holiday becomes the working day before. */
  workdays: z.boolean(),
})
export type Recurrence = z.infer<typeof recurrence>

export const reminder = z.strictObject({
  /** Minutes before the due time, up to 60 days; negative: after it. A task due on a date is due at 18:00 of its assignee. */
  before: z.int().min(-86_400).max(86_400),
  /** On a Saturday, Sunday or Japanese holiday: the working day before it instead (after it, for those after). */
  workdays: z.boolean(),
})
export type Reminder = z.infer<typeof reminder>

/** What one person is to do; asking three people makes three tasks. */
export const task = z.strictObject({
  roomId: id,
  id,
  /** Room clock of the last change to it. */
  tick,
  /** Who is to do it. */
  accountId: id,
  /** Who asked for it. */
  assignedBy: id,
  /** In the public notation. */
  body: z.string(),
  due,
  status: taskStatus,
  priority,
  checklist: z.array(checkItem),
  /** Null also once the next one is made: the series goes on in that. */
  recurrence: recurrence.nullable(),
  /** The day from which its series is counted, so that the 31st is the 31st again after a short month. */
  anchor: day.nullable(),
  reminders: z.array(reminder),
  /** The message it was made from, or the system message that tells of it. */
  messageId,
  createdAt: time,
  doneAt: time.nullable(),
  doneBy: id.nullable(),
  deleted: z.boolean(),
})
export type Task = z.infer<typeof task>

/** Most of what was said about one task that is listed, and counted. */
export const COMMENT_LIMIT = 100

/** What somebody did with a task. Ticks of the checklist and reminders are not kept. */
export const taskDeed = z.strictObject({
  /** Room clock at which it was done. */
  tick,
  at: time,
  /** Who did it; of what a clock did: in whose name. */
  accountId: id,
  /** `followed`: the one before it in its series made way for it. */
  what: z.enum(['added', 'changed', 'done', 'reopened', 'followed']),
  /** Of `changed`. */
  changes: z.array(z.enum(['accountId', 'body', 'due', 'priority', 'checklist', 'recurrence', 'reminders'])),
  /** Whom it was given to: when it was added, and where that changed. */
  to: id.nullable(),
  /** The new one where that changed; of `followed`: that of the one before. */
  due: due.nullable(),
  /** The system message that told of it. */
  messageId: messageId.nullable(),
})
export type TaskDeed = z.infer<typeof taskDeed>

/** `more` of the answer before. */
const doneCursor = z.string().regex(/^[0-9]{1,16}-[0-9]{1,16}$/)

/** The last made first instead, by id, so that what is done meanwhile moves nothing: so many of those made before that task. */
const newestFirst = z.strictObject({ limit: z.int().min(1).max(100), before: id.optional() })

/** What its assignee hears when a reminder is due, once; a mail says the same. */
export const taskReminder = z.strictObject({
  /** Minutes before the due time; negative: after it. */
  before: z.int(),
  task,
})
export type TaskReminder = z.infer<typeof taskReminder>

const body = text(1, MESSAGE_LENGTH).refine((value) => value.trim() !== '', 'nothing but space')
const newItem = z.strictObject({ text: line(1, 500), done: z.boolean().default(false) })
const reminders = z.array(reminder).max(REMINDER_LIMIT)
const place = { roomId: id, id }

export const tasks = {
  create: endpoint({
    name: 'tasks.create',
    access: 'account',
    summary: 'Ask people of a room to do something: one task for each. The room is told in one system message.',
    input: z.strictObject({
      roomId: id,
      accountIds: z.array(id).min(1).max(ASSIGNEE_LIMIT),
      body,
      due: due.default({ type: 'none' }),
      priority: priority.default('normal'),
      checklist: z.array(newItem).max(CHECKLIST_LIMIT).default([]),
      recurrence: recurrence.nullable().default(null),
      reminders: reminders.default([]),
      /** The message it is made from. */
      messageId: messageId.optional(),
    }),
    output: z.strictObject({ tasks: z.array(task) }),
    errors: ['not_found', 'forbidden', 'limit_reached'],
  }),
  edit: endpoint({
    name: 'tasks.edit',
    access: 'account',
    summary:
      'Change a task; fields left out stay. `accountId` gives it to somebody else of the room. The checklist is given whole.',
    input: z.strictObject({
      ...place,
      accountId: id.optional(),
      body: body.optional(),
      due: due.optional(),
      priority: priority.optional(),
      checklist: z
        .array(z.strictObject({ ...newItem.shape, id: z.int().positive().optional() }))
        .max(CHECKLIST_LIMIT)
        .optional(),
      recurrence: recurrence.nullable().optional(),
      reminders: reminders.optional(),
    }),
    output: task,
    errors: ['not_found', 'forbidden', 'limit_reached'],
  }),
  setStatus: endpoint({
    name: 'tasks.setStatus',
    access: 'account',
    summary: 'Mark a task done, or open again. A repeated one makes the next when it is done.',
    input: z.strictObject({ ...place, status: taskStatus }),
    output: task,
    errors: ['not_found', 'forbidden', 'limit_reached'],
  }),
  check: endpoint({
    name: 'tasks.check',
    access: 'account',
    summary: 'Tick an item of the checklist, or untick it.',
    input: z.strictObject({ ...place, itemId: z.int().positive(), done: z.boolean() }),
    output: task,
    errors: ['not_found', 'forbidden'],
  }),
  delete: endpoint({
    name: 'tasks.delete',
    access: 'account',
    summary: 'Delete a task: who asked for it, who is to do it, or an admin of the room.',
    input: z.strictObject(place),
    output: task,
    errors: ['not_found', 'forbidden'],
  }),
  get: endpoint({
    name: 'tasks.get',
    access: 'account',
    summary: 'One task by its id.',
    input: z.strictObject(place),
    output: task,
    errors: ['not_found'],
  }),
  about: endpoint({
    name: 'tasks.about',
    access: 'account',
    summary:
      'What was done with a task, the first first, and what was said about it, the newest first, at most 100 messages: those that reply to, quote or link the message it was made from or one that tells of it.',
    input: z.strictObject(place),
    output: z.strictObject({ deeds: z.array(taskDeed), comments: z.array(message) }),
    errors: ['not_found'],
  }),
  countComments: endpoint({
    name: 'tasks.countComments',
    access: 'account',
    summary:
      'How much was said about each of these tasks, up to 100; those of which nothing was said, or which one cannot see, are left out.',
    input: z.strictObject({ tasks: z.array(z.strictObject(place)).max(TASK_PAGE) }),
    output: z.strictObject({ counts: z.array(z.strictObject({ ...place, comments: z.int().positive() })) }),
    errors: [],
  }),
  list: endpoint({
    name: 'tasks.list',
    access: 'account',
    summary:
      'Tasks of a room: all open ones, those due soonest first, or done ones, the last done first, up to 1,000 at a time; and the room clock at which they were so.',
    input: z.strictObject({
      roomId: id,
      status: taskStatus.default('open'),
      accountId: id.optional(),
      assignedBy: id.optional(),
      /** Of done ones: those before the answer that said so. */
      cursor: doneCursor.optional(),
      newest: newestFirst.optional(),
    }),
    output: z.strictObject({
      tick,
      tasks: z.array(task),
      /** To be sent as `cursor`; null when there is nothing older, and for open ones. With `newest`, its next `before`. */
      more: z.string().nullable(),
    }),
    errors: ['not_found'],
  }),
  mine: endpoint({
    name: 'tasks.mine',
    access: 'account',
    summary:
      'Tasks across all of one’s rooms: those one is to do (`mine`) or asked others for (`asked`). At most 1,000 at a time, fewer where their text is long.',
    input: z.strictObject({
      scope: z.enum(['mine', 'asked']).default('mine'),
      status: taskStatus.default('open'),
      roomId: id.optional(),
      /** Who asked (`mine`) or who is to do it (`asked`). */
      accountId: id.optional(),
      /** Of done ones: those before the answer that said so. */
      cursor: doneCursor.optional(),
      newest: newestFirst.optional(),
    }),
    output: z.strictObject({
      tasks: z.array(task),
      /** To be sent as `cursor`; null when there is nothing older, and for open ones. With `newest`, its next `before`. */
      more: z.string().nullable(),
      /** The room clock at which they were so, for each room in which there are any. */
      ticks: z.array(z.strictObject({ roomId: id, tick })),
    }),
    errors: [],
  }),
}
