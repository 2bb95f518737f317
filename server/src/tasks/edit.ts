import { isDeepStrictEqual } from 'node:util'
import { type api, type CheckItem, dueDay, type InputOf, type Task } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { setAlarms } from './alarm.ts'
import { changeTask, refuseDeleted } from './change.ts'
import { requireDue } from './create.ts'
import { type Deed, keepDeeds } from './deeds.ts'
import { type Shown, tellRoom } from './line.ts'
import { bytesOf, readZone, requireMembers, requirePlace } from './read.ts'
import { dueColumns, showTask } from './write.ts'

type Input = InputOf<typeof api.tasks.edit>
/** What the history of a task tells apart. */
const CHANGES = ['accountId', 'body', 'due', 'priority', 'checklist', 'recurrence', 'reminders'] as const
type Fields = Pick<
  Task,
  'accountId' | 'body' | 'due' | 'priority' | 'checklist' | 'recurrence' | 'anchor' | 'reminders'
>

export async function edit(app: App, actor: Actor, input: Input): Promise<Task> {
  return changeTask(app, actor, input, async (tx, room, before) => {
    refuseDeleted(before)
    const { lastItem } = await tx
      .selectFrom('task')
      .where('roomId', '=', room.roomId)
      .where('id', '=', before.id)
      .select('lastItem')
      .executeTakeFirstOrThrow()
    const { checklist, last } = numbered(before.checklist, input.checklist ?? before.checklist, lastItem)
    const after = await fieldsAfter(tx, before, { ...input, checklist })
    if (isSame(before, after)) return before
    if (after.accountId !== before.accountId) await requireMembers(tx, room.roomId, [after.accountId])
    const bytes = bytesOf(after) - bytesOf(before)
    if (bytes > 0 && before.status === 'open') await requirePlace(tx, room.roomId, { tasks: 0, bytes })
    await write(tx, before, after, last)
    const task = await showTask(tx, room, before.id, 'task_updated')
    // What the box of a message does not show is no news.
    const isNews = !isDeepStrictEqual(shownOf(before), shownOf(task))
    const author = { accountId: actor.accountId, presence: 'present' } as const
    const line = isNews ? await tellRoom(tx, room, author, 'task_edited', [task]) : undefined
    await keepDeeds(tx, room, [{ task, what: 'changed', accountId: actor.accountId, line, ...changesOf(before, task) }])
    await setAlarms(tx, room, [task])
    return task
  })
}

/** The list as it is given; items that are new, or claim an id that no item has, take the next ids. */
function numbered(
  before: readonly CheckItem[],
  given: readonly { id?: number | undefined; text: string; done: boolean }[],
  lastItem: number,
): { checklist: CheckItem[]; last: number } {
  const free = new Set(before.map(({ id }) => id))
  let last = lastItem
  const checklist = given.map(({ id, text, done }) => {
    const known = id !== undefined && free.delete(id)
    return { id: known ? id : ++last, text, done }
  })
  return { checklist, last }
}

async function fieldsAfter(tx: Transaction, before: Task, input: Input & { checklist: CheckItem[] }): Promise<Fields> {
  const { accountId = before.accountId, body = before.body, due = before.due, priority = before.priority } = input
  const { recurrence = before.recurrence, reminders = before.reminders, checklist } = input
  requireDue(recurrence, due)
  const goesOn = isDeepStrictEqual([recurrence, due], [before.recurrence, before.due])
  const zone = await readZone(tx, accountId)
  const anchor = recurrence && (goesOn ? before.anchor : dueDay(due, zone))
  return { accountId, body, due, priority, checklist, recurrence, anchor, reminders }
}

function isSame(before: Task, after: Fields): boolean {
  return (Object.keys(after) as (keyof Fields)[]).every((key) => isDeepStrictEqual(before[key], after[key]))
}

function changesOf(before: Task, after: Task): Pick<Deed, 'changes' | 'to' | 'due'> {
  const changes = CHANGES.filter((field) => !isDeepStrictEqual(before[field], after[field]))
  return {
    changes,
    ...(changes.includes('accountId') && { to: after.accountId }),
    ...(changes.includes('due') && { due: after.due }),
  }
}

function shownOf({ accountId, status, due, body }: Shown): Shown {
  return { accountId, status, due, body }
}

async function write(tx: Transaction, { roomId, id }: Task, after: Fields, lastItem: number): Promise<void> {
  const { accountId, body, due, priority, checklist, recurrence, anchor, reminders } = after
  await tx
    .updateTable('task')
    .set({
      accountId,
      body,
      ...dueColumns(due),
      priority,
      checklist: JSON.stringify(checklist),
      lastItem,
      recurrence: recurrence && JSON.stringify(recurrence),
      anchor,
      reminders: JSON.stringify(reminders),
    })
    .where('roomId', '=', roomId)
    .where('id', '=', id)
    .execute()
}
