import { addDays, type Due, instantOf, type Task, weekdayOf } from '@naniwa/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bucketOf, bySoonest, clockText, hereAt, monthOf, readClock, weekEnd, weeksOf } from './dates.ts'
import { groupsOf } from './groups.ts'

const HOUR = 3_600_000
const at = (day: string, hour: number, zone = 'Asia/Tokyo') => instantOf({ day, clock: hour * HOUR }, zone)
/** Friday afternoon in Tokyo. */
const here = hereAt(at('2026-11-27', 15), 'Asia/Tokyo')
const on = (date: string): Due => ({ type: 'date', date })
const by = (day: string, hour: number): Due => ({ type: 'time', at: at(day, hour) })

function task(id: number, due: Due, more: Partial<Task> = {}): Task {
  return {
    roomId: 1,
    id,
    tick: id,
    accountId: 1,
    assignedBy: 2,
    body: `task ${id}`,
    due,
    status: 'open',
    priority: 'normal',
    checklist: [],
    recurrence: null,
    anchor: null,
    reminders: [],
    messageId: '1',
    createdAt: 0,
    doneAt: null,
    doneBy: null,
    deleted: false,
    ...more,
  }
}

describe('how near a task is', () => {
  test.each([
    ['late', on('2026-11-26')],
    ['late', by('2026-11-27', 14)],
    ['today', on('2026-11-27')],
    ['today', by('2026-11-27', 23)],
    ['week', on('2026-11-29')],
    ['later', on('2026-11-30')],
    ['none', { type: 'none' }],
  ] as const)('%s: %o', (bucket, due) => {
    expect(bucketOf(due, here)).toBe(bucket)
  })

  test('depends on where its reader is', () => {
    // Four in the morning of the 28th in Tokyo is still the 27th in London.
    const due = by('2026-11-28', 4)
    expect(bucketOf(due, here)).toBe('week')
    expect(bucketOf(due, hereAt(here.now, 'Europe/London'))).toBe('today')
  })

  test('a Sunday ends its week', () => {
    expect(weekEnd('2026-11-29')).toBe('2026-11-29')
    expect(weekEnd('2026-11-23')).toBe('2026-11-29')
  })
})

describe('lists of tasks', () => {
  test('go from the soonest to those never due; a date comes after the times of its day', () => {
    const tasks = [
      task(1, { type: 'none' }),
      task(2, on('2026-11-27')),
      task(3, by('2026-11-27', 17)),
      task(4, on('2026-11-01')),
    ]
    expect([...tasks].sort(bySoonest('Asia/Tokyo')).map(({ id }) => id)).toEqual([4, 3, 2, 1])
  })

  test('have a group for each that is there, and lose nothing', () => {
    const tasks = [
      task(1, on('2026-12-24')),
      task(2, on('2026-11-01')),
      task(3, on('2026-11-28')),
      task(4, on('2026-11-02')),
    ]
    const groups = groupsOf(tasks, 'open', here)
    expect(groups.map(({ key, tasks: held }) => [key, held.map(({ id }) => id)])).toEqual([
      ['late', [2, 4]],
      ['week', [3]],
      ['later', [1]],
    ])
  })

  test('of done ones begin with what was done last', () => {
    const done = (id: number, day: string) => task(id, on('2026-11-01'), { status: 'done', doneAt: at(day, 12) })
    const groups = groupsOf([done(1, '2026-11-20'), done(2, '2026-11-27'), done(3, '2026-11-24')], 'done', here)
    expect(groups.map(({ key, tasks: held }) => [key, held.map(({ id }) => id)])).toEqual([
      ['doneToday', [2]],
      ['doneWeek', [3]],
      ['doneBefore', [1]],
    ])
  })
})

describe('a month of the calendar', () => {
  test('is whole weeks from Monday to Sunday that hold all of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12 * 2000, max: 12 * 2099 }), (month) => {
        const weeks = weeksOf(month)
        const days = weeks.flat()
        expect(days.every((day, index) => weekdayOf(day) === (index + 1) % 7)).toBe(true)
        expect(days.every((day, index) => index === 0 || day === addDays(days[index - 1] as string, 1))).toBe(true)
        // Each week has a day of the month, and the days around the first and the last week have none.
        expect(weeks.every((week) => week.some((day) => monthOf(day) === month))).toBe(true)
        expect(monthOf(addDays(days[0] as string, -1))).toBeLessThan(month)
        expect(monthOf(addDays(days.at(-1) as string, 1))).toBeGreaterThan(month)
      }),
    )
  })
})

describe('a time that is typed', () => {
  test.each([
    ['9:05', '9:05'],
    ['１７：３０', '17:30'],
    ['1730', '17:30'],
    ['930', '9:30'],
    ['17', '17:00'],
    ['17時', '17:00'],
    ['9時05分', '9:05'],
    [' 0:00 ', '0:00'],
  ])('%s is read', (typed, read) => {
    expect(clockText(readClock(typed) ?? -1)).toBe(read)
  })
  test.each(['', '24:00', '9:60', 'noon', '12:345', '-1'])('%o is none', (typed) => {
    expect(readClock(typed)).toBeNull()
  })
})
