import { addDays } from './days.ts'
import { isWorkday, workday } from './holidays.ts'
import { nextDay } from './recurrence.ts'
import type { Due, Recurrence, Reminder } from './task.ts'
import { instantOf, localTime } from './zone.ts'

const HOUR_MS = 60 * 60 * 1_000
const MINUTE_MS = 60_000

/** The hour of its assignee at which a task that is due on a date is due. */
export const DUE_HOUR = 18

/** When a task is due; null when never. */
export function dueTime(due: Due, timeZone: string): number | null {
  if (due.type === 'none') return null
  return due.type === 'time' ? due.at : instantOf({ day: due.date, clock: DUE_HOUR * HOUR_MS }, timeZone)
}

/** The day on which a task is due. */
export function dueDay(due: Due, timeZone: string): string | null {
  if (due.type === 'none') return null
  return due.type === 'date' ? due.date : localTime(due.at, timeZone).day
}

/** When a reminder is to be given; null for a task that is never due. */
export function reminderTime(due: Due, { before, workdays }: Reminder, timeZone: string): number | null {
  const at = dueTime(due, timeZone)
  if (at === null) return null
  const time = at - before * MINUTE_MS
  const { day, clock } = localTime(time, timeZone)
  if (!workdays || isWorkday(day)) return time
  return instantOf({ day: workday(day, before < 0 ? 'after' : 'before'), clock }, timeZone)
}

/** What decides about the next one of a repeated task. */
export interface Repeated {
  readonly due: Due
  readonly recurrence: Recurrence
  /** The day from which the series is counted. */
  readonly anchor: string
}

/**
 * When the next one of a repeated task is due: on the first day of the series after this one's that is not over, at the same
 * time of day. Those that were missed are not made up for. Null when the calendar ends, or the task is never due.
 */
export function nextDue({ due, recurrence, anchor }: Repeated, now: number, timeZone: string): Due | null {
  const current = dueDay(due, timeZone)
  if (current === null) return null
  const yesterday = addDays(localTime(now, timeZone).day, -1)
  const isPast = current <= yesterday
  const day = nextDay(recurrence, anchor, isPast ? yesterday : current)
  if (day === null) return null
  if (due.type !== 'time') return { type: 'date', date: day }
  const { clock } = localTime(due.at, timeZone)
  return { type: 'time', at: instantOf({ day, clock }, timeZone) }
}
