import { expect, test } from 'vitest'
import { startOfDay, today } from './days.ts'

test.each([
  ['2026-11-24', 'Asia/Tokyo', '2026-11-23T15:00:00Z'],
  ['2026-11-24', 'UTC', '2026-11-24T00:00:00Z'],
  ['2026-11-24', 'America/Los_Angeles', '2026-11-24T08:00:00Z'],
  ['2026-07-01', 'America/Los_Angeles', '2026-07-01T07:00:00Z'],
  ['2026-11-24', 'Pacific/Kiritimati', '2026-11-23T10:00:00Z'],
  ['2026-11-24', 'Etc/GMT+12', '2026-11-24T12:00:00Z'],
  // The clocks went from 24:00 to 1:00.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
])('%s begins in %s at %s', (day, timeZone, time) => {
  expect(new Date(startOfDay(day, timeZone))).toEqual(new Date(time))
})

test('today is another day elsewhere', () => {
  const now = new Date('2026-11-24T01:00:00Z')
  expect(today(now, 'Asia/Tokyo')).toBe('2026-11-24')
  expect(today(now, 'America/New_York')).toBe('2026-11-23')
})
