/*
 * The company's days, in Japanese time whatever the machine's zone is. A day is the number of days since 1970-01-01; times are
 * milliseconds since then.
 */

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const JAPAN = 9 * HOUR
const WEEKDAYS = '日月火水木金土'

/** Days off that fall on the same date each year. */
const DAYS_OFF = new Set('1-1 1-2 1-3 2-11 2-23 4-29 5-3 5-4 5-5 8-11 8-13 8-14 11-3 11-23 12-30 12-31'.split(' '))

export interface Calendar {
  readonly firstDay: number
  /** The day of the last messages; worked on whichever weekday it is. */
  readonly lastDay: number
  /** When the last message is said. */
  readonly end: number
  /** Somebody is at work: on working days and on the last. */
  isBusy(day: number): boolean
  /** The `count`-th working day after (or before) a day; the day itself for 0. */
  workingDay(day: number, count: number): number
}

/**
 * Ends with the present, so that there is something from today; in the small hours with the evening before, since nobody
 * would be at work.
 */
export function createCalendar(now: number, weeks: number): Calendar {
  const hour = (now - startOf(dayOf(now))) / HOUR
  const end = hour >= 9.75 && hour < 22 ? now : startOf(hour < 9.75 ? dayOf(now) - 1 : dayOf(now)) + 18.2 * HOUR
  const lastDay = dayOf(end)
  return {
    firstDay: lastDay - weeks * 7,
    lastDay,
    end,
    isBusy: (day) => day === lastDay || isWorking(day),
    workingDay(day, count) {
      const step = Math.sign(count)
      let reached = day
      for (let left = Math.abs(count); left > 0; ) {
        reached += step
        if (isWorking(reached)) left -= 1
      }
      return reached
    },
  }
}

function isWorking(day: number): boolean {
  return weekday(day) % 6 !== 0 && !DAYS_OFF.has(monthAndDay(day))
}

export function dayOf(time: number): number {
  return Math.floor((time + JAPAN) / DAY)
}

/** Midnight at the beginning of a day. */
export function startOf(day: number): number {
  return day * DAY - JAPAN
}

export function weekday(day: number): number {
  return (day + 4) % 7
}

/** 11月20日（金） */
export function longDate(day: number): string {
  const { month, date } = partsOf(day)
  return `${month}月${date}日（${weekdayName(day)}）`
}

/** 11/20 */
export function shortDate(day: number): string {
  const { month, date } = partsOf(day)
  return `${month}/${date}`
}

export function weekdayName(day: number): string {
  return WEEKDAYS.charAt(weekday(day))
}

/** Fri 20 Nov */
export function englishDate(day: number): string {
  const date = new Date(day * DAY)
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(date)
    .replace(',', '')
}

export function partsOf(day: number): { year: number; month: number; date: number } {
  const date = new Date(day * DAY)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() }
}

function monthAndDay(day: number): string {
  const { month, date } = partsOf(day)
  return `${month}-${date}`
}
