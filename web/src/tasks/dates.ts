import {
  addDays,
  type Due,
  dayFrom,
  dayNumber,
  dueDay,
  dueTime,
  instantOf,
  localTime,
  type Task,
  weekdayOf,
} from '@naniwa/contract'

/** How near a task is. Weeks begin on Monday. */
export type Bucket = 'late' | 'today' | 'week' | 'later' | 'none'

export const buckets: readonly Bucket[] = ['late', 'today', 'week', 'later', 'none']

/** When and where the reader is. */
export interface Here {
  readonly now: number
  readonly zone: string
  /** The day it is there. */
  readonly today: string
}

export function hereAt(now: number, zone: string): Here {
  return { now, zone, today: localTime(now, zone).day }
}

/** The Sunday of a day's week. */
export function weekEnd(day: string): string {
  return addDays(day, (7 - weekdayOf(day)) % 7)
}

/** What is due at a time is late from that time on; what is due on a date, when the date is over. */
export function bucketOf(due: Due, { now, zone, today }: Here): Bucket {
  const day = dueDay(due, zone)
  if (day === null) return 'none'
  if (day < today || (due.type === 'time' && due.at < now)) return 'late'
  if (day === today) return 'today'
  return day <= weekEnd(today) ? 'week' : 'later'
}

/** Soonest first; what is never due last, the older one first. A date comes after the times of its day. */
export function bySoonest(zone: string): (a: Task, b: Task) => number {
  const place = ({ due }: Task) => {
    const day = dueDay(due, zone)
    return day === null ? Number.POSITIVE_INFINITY : dayNumber(day) * 2 + (due.type === 'date' ? 1 : 0)
  }
  return (a, b) => {
    const [one, other] = [place(a), place(b)]
    if (one !== other) return one < other ? -1 : 1
    return (dueTime(a.due, zone) ?? 0) - (dueTime(b.due, zone) ?? 0) || a.id - b.id
  }
}

/** What was done last first. */
export function byLatest(a: Task, b: Task): number {
  return (b.doneAt ?? 0) - (a.doneAt ?? 0) || b.id - a.id
}

/** The same time on another day; a date stays a date. */
export function movedTo(due: Due, day: string, zone: string): Due {
  if (due.type !== 'time') return { type: 'date', date: day }
  return { type: 'time', at: instantOf({ day, clock: localTime(due.at, zone).clock }, zone) }
}

/** The weeks a calendar shows of a month, Monday first. `month`: 12 × year + month, January 0. */
export function weeksOf(month: number): string[][] {
  const first = firstOf(month)
  const start = dayNumber(first) - ((weekdayOf(first) + 6) % 7)
  const end = dayNumber(firstOf(month + 1))
  const weeks: string[][] = []
  for (let day = start; day < end; day += 7) {
    weeks.push(Array.from({ length: 7 }, (_, index) => dayFrom(day + index)))
  }
  return weeks
}

export function monthOf(day: string): number {
  return 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)) - 1
}

function firstOf(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`
}

/** A time as people type it: 9:05, 905, １７：３０, 17時. Milliseconds since midnight; null: it is none. */
export function readClock(typed: string): number | null {
  const found = /^(\d{1,2})(?:[:.時]\s?(\d{2})?|(\d{2}))?分?$/.exec(typed.normalize('NFKC').trim())
  if (!found) return null
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? found[3] ?? 0)]
  return hours > 23 || minutes > 59 ? null : (hours * 60 + minutes) * 60_000
}

export function clockText(clock: number): string {
  const minutes = Math.floor(clock / 60_000)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** A calendar day as a moment of it, for formats that take moments of this device. */
export function momentOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date, 12)
}
