import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueDay, dueTime, nextDue, reminderTime } from './due.ts'
import { holidayOf, isWorkday } from './holidays.ts'
import type { Due, Recurrence } from './task.ts'
import { instantOf, isTimeZone, localTime } from './zone.ts'

const TOKYO = 'Asia/Tokyo'
const at = (iso: string) => Date.parse(iso)
const onDay = (date: string): Due => ({ type: 'date', date })
const atTime = (iso: string): Due => ({ type: 'time', at: at(iso) })
const HOUR = 3_600_000

describe('time zones', () => {
  test('an IANA name is one, anything else is not', () => {
    expect(['Asia/Tokyo', 'UTC', 'Asia/Calcutta', 'America/Argentina/Ushuaia'].map(isTimeZone)).toEqual(
      Array(4).fill(true),
    )
    expect(['', 'Tokyo', 'Asia/Naniwa', '../etc', 'Asia/Tokyo\0'].map(isTimeZone)).toEqual(Array(5).fill(false))
  })

  test.each([
    ['2026-11-24', 9, TOKYO, '2026-11-24T00:00:00Z'],
    ['2026-11-24', 0, 'Asia/Kathmandu', '2026-11-23T18:15:00Z'],
    ['2026-07-01', 18, 'America/New_York', '2026-07-01T22:00:00Z'],
    // Between 2 and 3 the clocks went on: what they skip lies an hour later.
    ['2026-03-08', 2.5, 'America/New_York', '2026-03-08T07:30:00Z'],
    // Between 1 and 2 they went back: the first of the two.
    ['2026-11-01', 1.5, 'America/New_York', '2026-11-01T05:30:00Z'],
    ['2018-11-04', 0, 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ])('on %s at %d o’clock in %s it is %s', (day, hour, timeZone, iso) => {
    expect(instantOf({ day, clock: hour * HOUR }, timeZone)).toBe(at(iso))
  })

  test('what the clock shows somewhere leads back to the moment, or to its twin an hour earlier', () => {
    const zones = [
      TOKYO,
      'UTC',
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Kathmandu',
    ]
    const moments = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2099-12-31T00:00:00Z') })
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (moment, timeZone) => {
        const back = instantOf(localTime(moment, timeZone), timeZone)
        expect(localTime(back, timeZone)).toEqual(localTime(moment, timeZone))
        expect([0, HOUR / 2, HOUR]).toContain(moment - back)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('when a task is due', () => {
  test('a date is due at 18:00 of its assignee, a time when it says', () => {
    expect(dueTime(onDay('2026-11-24'), TOKYO)).toBe(at('2026-11-24T09:00:00Z'))
    expect(dueTime(onDay('2026-11-24'), 'America/New_York')).toBe(at('2026-11-24T23:00:00Z'))
    expect(dueTime(atTime('2026-11-24T16:30:00Z'), TOKYO)).toBe(at('2026-11-24T16:30:00Z'))
    expect(dueTime({ type: 'none' }, TOKYO)).toBeNull()
  })

  test('the day of a time is that of its assignee', () => {
    expect(dueDay(atTime('2026-11-24T16:30:00Z'), TOKYO)).toBe('2026-11-25')
    expect(dueDay(atTime('2026-11-24T16:30:00Z'), 'Europe/Berlin')).toBe('2026-11-24')
    expect(dueDay({ type: 'none' }, TOKYO)).toBeNull()
  })
})

describe('reminders', () => {
  test.each([
    ['an hour before', 60, false, '2026-11-24T08:00:00Z'],
    ['the day before, a holiday or not', 1_440, false, '2026-11-23T09:00:00Z'],
    ['the day before, on the working day before the holidays', 1_440, true, '2026-11-20T09:00:00Z'],
    ['when it is due', 0, true, '2026-11-24T09:00:00Z'],
    ['the day after', -1_440, true, '2026-11-25T09:00:00Z'],
    ['four days after, on the working day after the weekend', -5_760, true, '2026-11-30T09:00:00Z'],
  ])('%s', (_, before, workdays, iso) => {
    expect(reminderTime(onDay('2026-11-24'), { before, workdays }, TOKYO)).toBe(at(iso))
  })

  test('there is none of a task that is never due', () => {
    expect(reminderTime({ type: 'none' }, { before: 0, workdays: false }, TOKYO)).toBeNull()
  })
})

const weekly: Recurrence = { every: 'week', interval: 1, weekdays: [], next: 'done', workdays: false }

describe('the next of a repeated task', () => {
  const next = (due: Due, now: string, more: Partial<Recurrence> = {}, timeZone = TOKYO) =>
    nextDue(
      { due, recurrence: { ...weekly, ...more }, anchor: dueDay(due, timeZone) ?? '2026-01-01' },
      at(now),
      timeZone,
    )

  test('done in time, it is the next day of the series', () => {
    expect(next(onDay('2025-11-23'), '2025-11-21T01:00:00Z')).toEqual(onDay('2025-11-30'))
  })

  test('done late, days that are over are not made up for; today is not over', () => {
    expect(next(onDay('2025-11-23'), '2025-12-05T01:00:00Z')).toEqual(onDay('2025-12-07'))
    expect(next(onDay('2025-11-23'), '2025-12-07T14:59:00Z')).toEqual(onDay('2025-12-07'))
    expect(next(onDay('2025-11-23'), '2025-12-07T15:00:00Z')).toEqual(onDay('2025-12-14'))
  })

  test('a time keeps its hour through summer time', () => {
    const due = atTime('2026-10-28T13:00:00Z')
    expect(next(due, '2026-10-28T12:00:00Z', {}, 'America/New_York')).toEqual(atTime('2026-11-04T14:00:00Z'))
  })

  test('without a due day there is none', () => {
    expect(next({ type: 'none' }, '2026-11-24T00:00:00Z')).toBeNull()
  })

  test('on working days it is never a holiday, and never the same day twice', () => {
    let due = onDay('2026-12-28')
    const seen: string[] = []
    for (let round = 0; round < 200; round++) {
      const after = next(due, '2026-12-01T00:00:00Z', { every: 'day', workdays: true })
      if (after?.type !== 'date') throw new Error('the series ended')
      seen.push(after.date)
      due = after
    }
    expect(seen.every(isWorkday)).toBe(true)
    expect(seen.some((day) => holidayOf(day) !== null)).toBe(false)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.slice(0, 4)).toEqual(['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-04'])
  })
})
