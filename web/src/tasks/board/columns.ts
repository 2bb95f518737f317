import { addDays, type Due, type Priority, type Task, type TaskStatus } from '@naniwa/contract'
import { bucketOf, type Here, movedTo, weekEnd } from '../dates.ts'

/** What the columns of the board stand for. */
export type BoardOrder = 'due' | 'priority' | 'status'

export type Column = 'today' | 'week' | 'later' | 'none' | 'high' | 'normal' | 'low' | 'open' | 'done'

/** What a move to another column changes. */
export interface Move {
  readonly due?: Due
  readonly priority?: Priority
  readonly status?: TaskStatus
}

/** From left to right. On a Sunday nothing is left of the week. */
export function columnsBy(order: BoardOrder, { today }: Here): readonly Column[] {
  if (order === 'priority') return ['high', 'normal', 'low', 'done']
  if (order === 'status') return ['open', 'done']
  return weekEnd(today) > today ? ['today', 'week', 'later', 'none', 'done'] : ['today', 'later', 'none', 'done']
}

export function columnOf(task: Task, order: BoardOrder, here: Here): Column {
  if (task.status === 'done') return 'done'
  if (order === 'status') return 'open'
  if (order === 'priority') return task.priority
  const bucket = bucketOf(task.due, here)
  return bucket === 'late' ? 'today' : bucket
}

/** What becomes of a task in a column; null: what it is already. Times of day stay, only the day moves. */
export function moveTo(task: Task, column: Column, order: BoardOrder, here: Here): Move | null {
  if (column === columnOf(task, order, here)) return null
  if (column === 'done') return { status: 'done' }
  const opened: Move = task.status === 'done' ? { status: 'open' } : {}
  const changed = changeFor(task, column, here)
  // What was done may stand in its column again by being opened alone.
  return column === columnOf({ ...task, status: 'open' }, order, here) ? opened : { ...opened, ...changed }
}

function changeFor({ due }: Task, column: Column, here: Here): Move {
  switch (column) {
    case 'high':
    case 'normal':
    case 'low':
      return { priority: column }
    case 'today':
      return { due: movedTo(due, here.today, here.zone) }
    case 'week':
      return { due: movedTo(due, weekEnd(here.today), here.zone) }
    case 'later':
      return { due: movedTo(due, addDays(weekEnd(here.today), 1), here.zone) }
    case 'none':
      return { due: { type: 'none' } }
    default:
      return {}
  }
}

/** With what a task begins that is added in a column. */
export function beginIn(column: Column, here: Here): Move {
  const task = { due: { type: 'none' } } as Task
  return column === 'open' || column === 'done' ? {} : changeFor(task, column, here)
}
