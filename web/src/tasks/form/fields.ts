import type { api, CallOf, Due, Person, Priority, Recurrence, Reminder } from '@naniwa/contract'
import type { Item } from './Checklist.tsx'

/** What is written of a task before it is one. */
export interface TaskFields {
  roomId: number | null
  body: string
  people: readonly Person[]
  due: Due
  priority: Priority
  checklist: readonly Item[]
  recurrence: Recurrence | null
  reminders: readonly Reminder[]
  /** The message it is made from. */
  messageId: string | undefined
}

export const emptyFields: TaskFields = {
  roomId: null,
  body: '',
  people: [],
  due: { type: 'none' },
  priority: 'normal',
  checklist: [],
  recurrence: null,
  reminders: [],
  messageId: undefined,
}

export function isComplete({ roomId, body, people }: TaskFields): boolean {
  return roomId !== null && body.trim() !== '' && people.length > 0
}

/** What the server is asked; null while something is missing. */
export function inputOf(fields: TaskFields): CallOf<typeof api.tasks.create> | null {
  const { roomId, people, due, checklist, recurrence, reminders, messageId, ...rest } = fields
  if (roomId === null || !isComplete(fields)) return null
  return {
    ...rest,
    roomId,
    accountIds: people.map(({ accountId }) => accountId),
    due,
    checklist: checklist.map(({ text, done }) => ({ text, done })),
    // Without a day there is nothing to count them from.
    recurrence: due.type === 'none' ? null : recurrence,
    reminders: due.type === 'none' ? [] : [...reminders],
    ...(messageId && { messageId }),
  }
}
