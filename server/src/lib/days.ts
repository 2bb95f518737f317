const DAY_MS = 24 * 60 * 60 * 1_000

/** The day it is somewhere, as `YYYY-MM-DD`. */
export function today(now: Date, timeZone: string): string {
  return dayOf(timeZone)(now.getTime())
}

/** When a day since 1900 begins somewhere, in milliseconds since 1970: at midnight, or when the clocks skip that, at the first moment after it. */
export function startOfDay(day: string, timeZone: string): number {
  const at = dayOf(timeZone)
  // No place is a whole day from UTC.
  let earlier = Date.parse(`${day}T00:00:00Z`) - DAY_MS
  let within = earlier + 2 * DAY_MS
  while (within - earlier > 1) {
    const middle = Math.floor((earlier + within) / 2)
    if (at(middle) >= day) within = middle
    else earlier = middle
  }
  return within
}

function dayOf(timeZone: string): (time: number) => string {
  const options = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    calendar: 'gregory',
    numberingSystem: 'latn',
  } as const
  const format = new Intl.DateTimeFormat('en-CA', { ...options, timeZone })
  return (time) => format.format(time)
}
