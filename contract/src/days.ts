/*
 * Days as a calendar has them, wherever one is: `2026-11-24`. Reckoned as whole days since 1970-01-01, so that neither zones
 * nor summer time come in.
 */

const DAY_MS = 24 * 60 * 60 * 1_000

/** The earliest and the latest day a task may have to do with. */
export const FIRST_DAY = '2000-01-01'
export const LAST_DAY = '2999-12-31'

/** Days since 1970-01-01. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS
}

export function dayFrom(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}

export function addDays(day: string, count: number): string {
  return dayFrom(dayNumber(day) + count)
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(day: string): number {
  // The first of January 1970 was a Thursday.
  return (((dayNumber(day) + 4) % 7) + 7) % 7
}

/** A day of a month counted from year 0 (12 × year + month, January 0); one the month does not have becomes its last. */
export function dayInMonth(months: number, date: number): string {
  const [year, month] = [Math.floor(months / 12), months % 12]
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return dayFrom(Date.UTC(year, month, Math.min(date, length)) / DAY_MS)
}
