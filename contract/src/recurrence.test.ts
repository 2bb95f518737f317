import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayFrom, dayNumber, weekdayOf } from './days.ts'
import { isWorkday, workday } from './holidays.ts'
import { nextDay, nextDays } from './recurrence.ts'
import type { Recurrence } from './task.ts'

function every(every: Recurrence['every'], more: Partial<Recurrence> = {}): Recurrence {
  return { every, interval: 1, weekdays: [], next: 'done', workdays: false, ...more }
}

describe('the next day of a series', () => {
  test.each<[string, Recurrence, string, string[]]>([
    ['every day', every('day'), '2026-02-27', ['2026-02-28', '2026-03-01', '2026-03-02']],
    ['every third day', every('day', { interval: 3 }), '2026-12-30', ['2027-01-02', '2027-01-05', '2027-01-08']],
    ['every week', every('week'), '2025-11-23', ['2025-11-30', '2025-12-07', '2025-12-14']],
    [
      'Mondays and Thursdays',
      every('week', { weekdays: [4, 1] }),
      '2026-11-24',
      ['2026-11-26', '2026-11-30', '2026-12-03'],
    ],
    [
      'every other week on Tuesday and Sunday, weeks beginning on Monday',
      every('week', { interval: 2, weekdays: [0, 2] }),
      '2026-11-24',
      ['2026-11-29', '2026-12-08', '2026-12-13'],
    ],
    ['every month on the 31st', every('month'), '2026-12-31', ['2027-01-31', '2027-02-28', '2027-03-31']],
    [
      'every month on the 30th through a leap year',
      every('month'),
      '2028-01-30',
      ['2028-02-29', '2028-03-30', '2028-04-30'],
    ],
    ['every quarter', every('month', { interval: 3 }), '2026-11-30', ['2027-02-28', '2027-05-30', '2027-08-30']],
    ['every 29 February', every('year'), '2028-02-29', ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
    ['every other year', every('year', { interval: 2 }), '2026-04-01', ['2028-04-01', '2030-04-01']],
    [
      'the 25th, pay day, on the working day before',
      every('month', { workdays: true }),
      '2026-06-25',
      ['2026-07-24', '2026-08-25', '2026-09-25', '2026-10-23', '2026-11-25', '2026-12-25'],
    ],
    [
      'every day that is worked on, over the holidays of May',
      every('day', { workdays: true }),
      '2026-04-30',
      ['2026-05-01', '2026-05-07', '2026-05-08', '2026-05-11'],
    ],
  ])('%s', (_, recurrence, anchor, days) => {
    expect(nextDays(recurrence, anchor, anchor, days.length)).toEqual(days)
  })

  test('what a working day moved comes back to its own day', () => {
    const recurrence = every('month', { workdays: true })
    expect(nextDay(recurrence, '2026-10-31', '2026-10-30')).toBe('2026-11-30')
    expect(nextDay(recurrence, '2026-10-31', '2027-01-29')).toBe('2027-02-26')
    expect(nextDay(recurrence, '2026-10-31', '2027-02-26')).toBe('2027-03-31')
  })

  test('days long past are stepped over', () => {
    expect(nextDay(every('day', { interval: 7 }), '2000-01-01', '2999-12-01')).toBe('2999-12-07')
    expect(nextDay(every('year'), '2000-02-29', '2400-02-28')).toBe('2400-02-29')
  })

  test('a series ends with the calendar', () => {
    expect(nextDay(every('day'), '2026-11-24', '2999-12-31')).toBeNull()
    expect(nextDay(every('year', { interval: 99 }), '2950-11-24', '2950-11-24')).toBeNull()
  })
})

const days = fc.integer({ min: dayNumber('2000-01-01'), max: dayNumber('2099-12-31') }).map(dayFrom)
const rules: fc.Arbitrary<Recurrence> = fc.record({
  every: fc.constantFrom('day', 'week', 'month', 'year'),
  interval: fc.integer({ min: 1, max: 99 }),
  weekdays: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 7 }),
  next: fc.constantFrom('done', 'due'),
  workdays: fc.boolean(),
})

/** Whether a day belongs to a series, found out from the definition and not by counting on. */
function belongs(recurrence: Recurrence, anchor: string, day: string): boolean {
  const { every: unit, interval } = recurrence
  const apart = dayNumber(day) - dayNumber(anchor)
  if (apart < 0) return false
  if (unit === 'day') return apart % interval === 0
  if (unit === 'week') {
    const monday = (of: string) => dayNumber(of) - ((weekdayOf(of) + 6) % 7)
    const wanted = recurrence.weekdays.length > 0 ? recurrence.weekdays : [weekdayOf(anchor)]
    return ((monday(day) - monday(anchor)) / 7) % interval === 0 && wanted.includes(weekdayOf(day))
  }
  const [at, from] = [day, anchor].map((of) => ({ months: 12 * Number(of.slice(0, 4)) + Number(of.slice(5, 7)), of }))
  if (!at || !from || (at.months - from.months) % (unit === 'year' ? 12 * interval : interval) !== 0) return false
  const isLast = dayFrom(dayNumber(day) + 1).endsWith('-01')
  return at.of.slice(8) === from.of.slice(8) || (isLast && at.of.slice(8) < from.of.slice(8))
}

test('the next day is later, belongs to the series, and no day between does', () => {
  fc.assert(
    fc.property(rules, days, fc.nat(2_000), (recurrence, anchor, later) => {
      const after = dayFrom(dayNumber(anchor) + later)
      const next = nextDay(recurrence, anchor, after)
      if (next === null) return
      expect(next > after).toBe(true)
      if (recurrence.workdays) expect(isWorkday(next)).toBe(true)
      // Looking a fortnight further: no more than that a day is moved.
      for (let number = dayNumber(after) + 1; number <= Math.min(dayNumber(next), dayNumber(after) + 800); number++) {
        const nominal = dayFrom(number)
        if (!belongs(recurrence, anchor, nominal)) continue
        const shown = recurrence.workdays ? workday(nominal, 'before') : nominal
        if (shown > after) expect(shown >= next).toBe(true)
      }
      const origins = recurrence.workdays ? Array.from({ length: 15 }, (_, n) => dayFrom(dayNumber(next) + n)) : [next]
      const isFrom = (day: string) =>
        belongs(recurrence, anchor, day) && (recurrence.workdays ? workday(day, 'before') : day) === next
      expect(origins.some(isFrom)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('a series goes on in order, whichever day one begins to ask from', () => {
  fc.assert(
    fc.property(rules, days, fc.nat(3_000), (recurrence, anchor, later) => {
      const after = dayFrom(dayNumber(anchor) + later)
      const series = nextDays(recurrence, anchor, after, 4)
      expect([...series].sort()).toEqual(series)
      expect(new Set(series).size).toBe(series.length)
      for (const [at, day] of series.entries()) expect(nextDay(recurrence, anchor, series[at - 1] ?? after)).toBe(day)
    }),
  )
})
