import { dayFrom, dayInMonth, dayNumber, LAST_DAY, weekdayOf } from './days.ts'
import { workday } from './holidays.ts'
import type { Recurrence } from './task.ts'

/**
 * The first day of a series that is later than `after`; null when the calendar ends before. The series is counted from its
 * anchor, never from the day before: what falls on the 31st is the 31st again after a short month, and what a holiday moved
 * comes back to its day.
 */
export function nextDay(recurrence: Recurrence, anchor: string, after: string): string | null {
  // Days move to earlier ones only, so none of those left out can become later than `after`.
  for (const candidate of seriesAfter(recurrence, anchor, after)) {
    if (candidate > LAST_DAY) return null
    const day = recurrence.workdays ? workday(candidate, 'before') : candidate
    if (day > after) return day
  }
  return null
}

/** Days of the series later than `after`, in order, without end. */
function seriesAfter(recurrence: Recurrence, anchor: string, after: string): Generator<string> {
  switch (recurrence.every) {
    case 'day':
      return everyDays(recurrence.interval, anchor, after)
    case 'week':
      return everyWeeks(recurrence, anchor, after)
    case 'month':
      return everyMonths(recurrence.interval, anchor, after)
    case 'year':
      return everyMonths(12 * recurrence.interval, anchor, after)
  }
}

function* everyDays(interval: number, anchor: string, after: string): Generator<string> {
  const first = dayNumber(anchor)
  const passed = Math.floor((dayNumber(after) - first) / interval)
  for (let count = Math.max(0, passed + 1); ; count++) yield dayFrom(first + count * interval)
}

/** Weeks begin on Monday, as the calendar shows them. */
function* everyWeeks({ interval, weekdays }: Recurrence, anchor: string, after: string): Generator<string> {
  const wanted = weekdays.length > 0 ? weekdays : [weekdayOf(anchor)]
  const places = [...new Set(wanted.map(placeInWeek))].sort((a, b) => a - b)
  const monday = dayNumber(anchor) - placeInWeek(weekdayOf(anchor))
  const passed = Math.floor((dayNumber(after) - monday) / (7 * interval))
  for (let count = Math.max(0, passed); ; count++) {
    for (const place of places) {
      const day = dayFrom(monday + 7 * interval * count + place)
      if (day > after && day >= anchor) yield day
    }
  }
}

function placeInWeek(weekday: number): number {
  return (weekday + 6) % 7
}

function* everyMonths(interval: number, anchor: string, after: string): Generator<string> {
  const [first, date] = [monthsOf(anchor), Number(anchor.slice(8))]
  const passed = Math.floor((monthsOf(after) - first) / interval)
  for (let count = Math.max(0, passed); ; count++) {
    const day = dayInMonth(first + count * interval, date)
    if (day > after) yield day
  }
}

function monthsOf(day: string): number {
  return 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)) - 1
}

/** The next days of a series, for showing what a rule means. */
export function nextDays(recurrence: Recurrence, anchor: string, after: string, count: number): string[] {
  const days: string[] = []
  for (let day = nextDay(recurrence, anchor, after); day !== null && days.length < count; ) {
    days.push(day)
    day = nextDay(recurrence, anchor, day)
  }
  return days
}
