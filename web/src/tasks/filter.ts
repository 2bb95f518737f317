import type { Task } from '@naniwa/contract'
import { type Bucket, bucketOf, type Here } from './dates.ts'

export type Tab = 'mine' | 'asked' | 'done'

export interface TaskFilter {
  roomId: number | null
  /** Who asked for it (`mine`), who is to do it (`asked`), either (`done`). */
  personId: number | null
  due: Bucket | null
}

export const noFilter: TaskFilter = { roomId: null, personId: null, due: null }

export function isFiltered({ roomId, personId, due }: TaskFilter): boolean {
  return roomId !== null || personId !== null || due !== null
}

/** Whether a task belongs to a tab. What one asked oneself for is among one's own. */
export function belongs(task: Task, tab: Tab, myId: number): boolean {
  const isMine = task.accountId === myId
  const isAsked = !isMine && task.assignedBy === myId
  if (tab === 'done') return task.status === 'done' && (isMine || isAsked)
  return task.status === 'open' && (tab === 'mine' ? isMine : isAsked)
}

/** The other one of a task: who asked, or who is to do what one asked for. */
export function otherOf(task: Task, myId: number): number {
  return task.accountId === myId ? task.assignedBy : task.accountId
}

export function passes(task: Task, filter: TaskFilter, myId: number, here: Here): boolean {
  if (filter.roomId !== null && task.roomId !== filter.roomId) return false
  if (filter.personId !== null && otherOf(task, myId) !== filter.personId) return false
  return filter.due === null || bucketOf(task.due, here) === filter.due
}
