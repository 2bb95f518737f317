import { nextDue, type Task } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'
import { handOnDeeds } from './deeds.ts'
import type { Author } from './line.ts'
import { readZone } from './read.ts'
import { addTasks, type Locked } from './write.ts'

/**
 * Makes the next one of a repeated task. The series goes on in that: the caller has taken it from this one, under the same
 * lock, so that there is never a second next one. Nothing where the calendar ends.
 */
export async function addNext(tx: Transaction, room: Locked, author: Author, task: Task): Promise<void> {
  const { recurrence, anchor, due } = task
  if (!recurrence || !anchor) return
  const timeZone = await readZone(tx, task.accountId)
  const next = nextDue({ due, recurrence, anchor }, room.now.getTime(), timeZone)
  if (!next) return
  const checklist = task.checklist.map(({ text }) => ({ text, done: false }))
  const messageId = await sourceOf(tx, task)
  const [made] = await addTasks(tx, room, author, [{ ...task, due: next, checklist, messageId }], task)
  if (made) await handOnDeeds(tx, task, made)
}

/** What somebody said and a task was made from; not the message that told of the task. */
async function sourceOf(tx: Transaction, { roomId, messageId }: Task): Promise<string | undefined> {
  const { rows } = await sql`
    select from message where room_id = ${roomId} and id = ${messageId} and kind = 'message' and deleted_at is null
  `.execute(tx)
  return rows.length > 0 ? messageId : undefined
}
