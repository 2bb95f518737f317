import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Quiet, quietUntil } from './quiet.ts'

const NIGHT = { from: 20 * 60, to: 8 * 60 }

function until(at: string, quiet: Partial<Quiet>): string | null {
  const end = quietUntil({ quietHours: null, quietDaysOff: false, timeZone: 'Asia/Tokyo', ...quiet }, Date.parse(at))
  return end === null ? null : new Date(end).toISOString()
}

test('nothing is quiet that nobody wished so', () => {
  expect(until('2026-11-28T03:00:00+09:00', {})).toBeNull()
})

test.each([
  ['19:59', null],
  ['20:00', '2026-11-24T23:00:00.000Z'],
  ['23:59', '2026-11-24T23:00:00.000Z'],
  ['07:59', '2026-11-23T23:00:00.000Z'],
  ['08:00', null],
])('a night from 20:00 to 8:00, at %s', (time, end) => {
  expect(until(`2026-11-24T${time}:00+09:00`, { quietHours: NIGHT })).toBe(end)
})

test.each([
  ['12:00', '2026-11-24T04:00:00.000Z'],
  ['12:59', '2026-11-24T04:00:00.000Z'],
  ['13:00', null],
  ['03:00', null],
])('a rest at noon, at %s', (time, end) => {
  expect(until(`2026-11-24T${time}:00+09:00`, { quietHours: { from: 12 * 60, to: 13 * 60 } })).toBe(end)
})

test('days off are quiet all day, and a night before and after them belongs to them', () => {
  const both = { quietHours: NIGHT, quietDaysOff: true }
  // Friday night, over the weekend and Labour Thanksgiving Day.
  expect(until('2026-11-20T21:00:00+09:00', both)).toBe('2026-11-23T23:00:00.000Z')
  expect(until('2026-11-23T12:00:00+09:00', { quietDaysOff: true })).toBe('2026-11-23T15:00:00.000Z')
  expect(until('2026-11-20T12:00:00+09:00', both)).toBeNull()
  // Seven days on end in spring.
  expect(until('2027-05-01T00:00:00+09:00', { quietDaysOff: true })).toBe('2027-05-05T15:00:00.000Z')
})

test('the clock is that of the place, also when it is set forward or back', () => {
  expect(until('2026-11-24T12:00:00Z', { quietHours: NIGHT, timeZone: 'America/New_York' })).toBe(
    '2026-11-24T13:00:00.000Z',
  )
  const small = { quietHours: { from: 22 * 60, to: 2 * 60 + 30 }, timeZone: 'Europe/Berlin' }
  expect(until('2026-03-29T00:30:00Z', small)).toBe('2026-03-29T01:30:00.000Z')
  // 2:15 for the second time that night.
  expect(until('2026-10-25T01:15:00Z', small)).toBe('2026-10-25T01:30:00.000Z')
})

test('whatever is wished, it ends, later than now, and is not quiet then', () => {
  const minute = fc.integer({ min: 0, max: 1_439 })
  const hours = fc.record({ from: minute, to: minute }).filter(({ from, to }) => from !== to)
  fc.assert(
    fc.property(
      fc.option(hours),
      fc.boolean(),
      fc.constantFrom('Asia/Tokyo', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia'),
      fc.date({ min: new Date('2000-01-01'), max: new Date('2098-01-01'), noInvalidDate: true }),
      (quietHours, quietDaysOff, timeZone, now) => {
        const quiet = { quietHours, quietDaysOff, timeZone }
        const end = quietUntil(quiet, now.getTime())
        if (end === null) return
        expect(end).toBeGreaterThan(now.getTime())
        expect(quietUntil(quiet, end)).toBeNull()
      },
    ),
    { numRuns: 200 },
  )
})
