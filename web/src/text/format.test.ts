import { describe, expect, it } from 'vitest'
import { formatter } from './format.ts'

const ja = formatter('ja', 'Asia/Tokyo')
const en = formatter('en', 'Asia/Tokyo')
const now = new Date('2025-11-21T09:41:00+09:00')
const before = (ms: number) => Number(now) - ms
const minute = 60_000
const day = 86_400_000

describe('dates', () => {
  it('name today and yesterday before the date', () => {
    expect(ja.dayLine(now, now)).toBe('今日 11月21日（金）')
    expect(en.dayLine(now, now)).toBe('Today, Fri 21 Nov')
    expect(ja.dayLine(before(day), now)).toBe('昨日 11月20日（木）')
    expect(en.dayLine(before(day), now)).toBe('Yesterday, Thu 20 Nov')
    expect(ja.dayLine(before(2 * day), now)).toBe('11月19日（水）')
  })

  it('bear their year only when it is another one', () => {
    expect(ja.date(before(10 * day), now)).toBe('11月11日')
    expect(ja.date(before(400 * day), now)).toBe('2024年10月17日')
    expect(en.date(before(400 * day), now)).toBe('17 Oct 2024')
  })

  it('change at the reader’s midnight, not at that of UTC', () => {
    const lateEvening = new Date('2025-11-20T23:59:00+09:00')
    expect(ja.short(lateEvening, now)).toBe('昨日')
    expect(formatter('ja', 'UTC').short(lateEvening, new Date('2025-11-20T23:00:00Z'))).toBe('14:59')
  })

  it('are as short as a list allows', () => {
    expect(ja.short(now, now)).toBe('9:41')
    expect(en.short(before(day), now)).toBe('Yesterday')
    expect(en.short(before(30 * day), now)).toBe('22 Oct')
    expect(ja.monthDay('2025-11-05')).toBe('11/5')
    expect(en.monthDay('2025-11-05')).toBe('5 Nov')
  })
})

describe('time since', () => {
  it('sets no space between a Japanese figure and its unit', () => {
    expect(ja.since(before(10_000), now)).toBe('いま')
    expect(ja.since(before(5 * minute), now)).toBe('5分前')
    expect(ja.since(before(125 * minute), now)).toBe('2時間前')
    expect(en.since(before(5 * minute), now)).toBe('5 min ago')
  })

  it('turns to the clock from the day before on', () => {
    expect(ja.since(before(15 * 60 * minute), now)).toBe('昨日 18:41')
  })
})

describe('figures', () => {
  it('stop at 99+ in badges', () => {
    expect(ja.count(99)).toBe('99')
    expect(ja.count(100)).toBe('99+')
  })

  it('are grouped, and sizes have at most one decimal', () => {
    expect(ja.number(1284)).toBe('1,284')
    expect([0, 999, 84_000, 8_400_000, 12_600_000, 5_000_000_000].map((size) => ja.bytes(size))).toEqual(
      ['0 B', '999 B', '84 KB', '8.4 MB', '13 MB', '5 GB'].map((size) => size.replace(' ', '\u00a0')),
    )
  })
})
