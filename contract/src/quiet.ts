import type { Settings } from './account.ts'
import { addDays } from './days.ts'
import { isWorkday } from './holidays.ts'
import { instantOf, type LocalTime, localTime } from './zone.ts'

const MINUTE_MS = 60_000

/** What of somebody's settings says when nobody is to disturb them. */
export type Quiet = Pick<Settings, 'quietHours' | 'quietDaysOff' | 'timeZone'>

/** When the quiet time is over that now lies in, days off that follow each other and the nights between them included; null outside of any. */
export function quietUntil(quiet: Quiet, now: number): number | null {
  let time = now
  for (let end = endOf(quiet, time); end !== null; end = endOf(quiet, time)) time = end
  return time === now ? null : time
}

/** Of the night or the day alone. Always later than `time`. */
function endOf({ quietHours, quietDaysOff, timeZone }: Quiet, time: number): number | null {
  const { day, clock } = localTime(time, timeZone)
  const tomorrow = addDays(day, 1)
  if (quietDaysOff && !isWorkday(day)) return next({ day: tomorrow, clock: 0 }, time, timeZone)
  if (!quietHours) return null
  const [from, to] = [quietHours.from * MINUTE_MS, quietHours.to * MINUTE_MS]
  const isOver = from < to ? clock < from || clock >= to : clock < from && clock >= to
  return isOver ? null : next({ day: clock < to ? day : tomorrow, clock: to }, time, timeZone)
}

/** In the hour that the clock shows a second time, its first showing is past. */
function next(shown: LocalTime, time: number, timeZone: string): number {
  const end = instantOf(shown, timeZone)
  return end > time ? end : time + shown.clock - localTime(time, timeZone).clock
}
