import { dayFrom, dayNumber } from './days.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

/** What calendar and clock on the wall show somewhere. */
export interface LocalTime {
  readonly day: string
  /** Milliseconds that the clock shows since midnight. */
  readonly clock: number
}

/** Making one takes ten times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>()
const FORMATS = 500

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  // Names may be spelt in many ways.
  if (formats.size >= FORMATS) formats.clear()
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}

/** Whether it is a time zone that dates can be told in: an IANA name as `Asia/Tokyo`. */
export function isTimeZone(name: string): boolean {
  try {
    formatFor(name)
    return true
  } catch {
    return false
  }
}

/** Milliseconds by which the clock somewhere is ahead of UTC. */
function offsetAt(time: number, timeZone: string): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatFor(timeZone).formatToParts(time)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const milliseconds = ((time % 1_000) + 1_000) % 1_000
  return Date.UTC(year, month - 1, day, hour, minute, second) + milliseconds - time
}

export function localTime(time: number, timeZone: string): LocalTime {
  const shown = time + offsetAt(time, timeZone)
  const day = dayFrom(Math.floor(shown / DAY_MS))
  return { day, clock: shown - dayNumber(day) * DAY_MS }
}

/**
 * When calendar and clock somewhere show this. Of two such moments the first; a time that the clock skips lies as much later as
 * it skips.
 */
export function instantOf({ day, clock }: LocalTime, timeZone: string): number {
  const shown = dayNumber(day) * DAY_MS + clock
  const before = shown - offsetAt(shown - DAY_MS, timeZone)
  const after = shown - offsetAt(shown + DAY_MS, timeZone)
  const fits = [before, after].filter((time) => time + offsetAt(time, timeZone) === shown)
  return fits.length > 0 ? Math.min(...fits) : before
}
