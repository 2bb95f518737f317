import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayFrom, dayNumber, weekdayOf } from './days.ts'
import { holidayNames, holidayOf, isWorkday, workday } from './holidays.ts'

/** As the calendars of those years were printed: month, then the days off in it with their names. */
const printed: Record<number, Record<string, string>> = {
  2000: {
    '01-01': '元日',
    '01-10': '成人の日',
    '02-11': '建国記念の日',
    '03-20': '春分の日',
    '04-29': 'みどりの日',
    '05-03': '憲法記念日',
    '05-04': '国民の休日',
    '05-05': 'こどもの日',
    '07-20': '海の日',
    '09-15': '敬老の日',
    '09-23': '秋分の日',
    '10-09': '体育の日',
    '11-03': '文化の日',
    '11-23': '勤労感謝の日',
    '12-23': '天皇誕生日',
  },
  2003: {
    '01-01': '元日',
    '01-13': '成人の日',
    '02-11': '建国記念の日',
    '03-21': '春分の日',
    '04-29': 'みどりの日',
    '05-03': '憲法記念日',
    '05-05': 'こどもの日',
    '07-21': '海の日',
    '09-15': '敬老の日',
    '09-23': '秋分の日',
    '10-13': '体育の日',
    '11-03': '文化の日',
    '11-23': '勤労感謝の日',
    '11-24': '振替休日',
    '12-23': '天皇誕生日',
  },
  2009: {
    '01-01': '元日',
    '01-12': '成人の日',
    '02-11': '建国記念の日',
    '03-20': '春分の日',
    '04-29': '昭和の日',
    '05-03': '憲法記念日',
    '05-04': 'みどりの日',
    '05-05': 'こどもの日',
    '05-06': '振替休日',
    '07-20': '海の日',
    '09-21': '敬老の日',
    '09-22': '国民の休日',
    '09-23': '秋分の日',
    '10-12': '体育の日',
    '11-03': '文化の日',
    '11-23': '勤労感謝の日',
    '12-23': '天皇誕生日',
  },
  2019: {
    '01-01': '元日',
    '01-14': '成人の日',
    '02-11': '建国記念の日',
    '03-21': '春分の日',
    '04-29': '昭和の日',
    '04-30': '国民の休日',
    '05-01': '休日（天皇の即位の日）',
    '05-02': '国民の休日',
    '05-03': '憲法記念日',
    '05-04': 'みどりの日',
    '05-05': 'こどもの日',
    '05-06': '振替休日',
    '07-15': '海の日',
    '08-11': '山の日',
    '08-12': '振替休日',
    '09-16': '敬老の日',
    '09-23': '秋分の日',
    '10-14': '体育の日',
    '10-22': '休日（即位礼正殿の儀）',
    '11-03': '文化の日',
    '11-04': '振替休日',
    '11-23': '勤労感謝の日',
  },
  2020: {
    '01-01': '元日',
    '01-13': '成人の日',
    '02-11': '建国記念の日',
    '02-23': '天皇誕生日',
    '02-24': '振替休日',
    '03-20': '春分の日',
    '04-29': '昭和の日',
    '05-03': '憲法記念日',
    '05-04': 'みどりの日',
    '05-05': 'こどもの日',
    '05-06': '振替休日',
    '07-23': '海の日',
    '07-24': 'スポーツの日',
    '08-10': '山の日',
    '09-21': '敬老の日',
    '09-22': '秋分の日',
    '11-03': '文化の日',
    '11-23': '勤労感謝の日',
  },
  2021: {
    '01-01': '元日',
    '01-11': '成人の日',
    '02-11': '建国記念の日',
    '02-23': '天皇誕生日',
    '03-20': '春分の日',
    '04-29': '昭和の日',
    '05-03': '憲法記念日',
    '05-04': 'みどりの日',
    '05-05': 'こどもの日',
    '07-22': '海の日',
    '07-23': 'スポーツの日',
    '08-08': '山の日',
    '08-09': '振替休日',
    '09-20': '敬老の日',
    '09-23': '秋分の日',
    '11-03': '文化の日',
    '11-23': '勤労感謝の日',
  },
  2024: {
    '01-01': '元日',
    '01-08': '成人の日',
    '02-11': '建国記念の日',
    '02-12': '振替休日',
    '02-23': '天皇誕生日',
    '03-20': '春分の日',
    '04-29': '昭和の日',
    '05-03': '憲法記念日',
    '05-04': 'みどりの日',
    '05-05': 'こどもの日',
    '05-06': '振替休日',
    '07-15': '海の日',
    '08-11': '山の日',
    '08-12': '振替休日',
    '09-16': '敬老の日',
    '09-22': '秋分の日',
    '09-23': '振替休日',
    '10-14': 'スポーツの日',
    '11-03': '文化の日',
    '11-04': '振替休日',
    '11-23': '勤労感謝の日',
  },
  2025: {
    '01-01': '元日',
    '01-13': '成人の日',
    '02-11': '建国記念の日',
    '02-23': '天皇誕生日',
    '02-24': '振替休日',
    '03-20': '春分の日',
    '04-29': '昭和の日',
    '05-03': '憲法記念日',
    '05-04': 'みどりの日',
    '05-05': 'こどもの日',
    '05-06': '振替休日',
    '07-21': '海の日',
    '08-11': '山の日',
    '09-15': '敬老の日',
    '09-23': '秋分の日',
    '10-13': 'スポーツの日',
    '11-03': '文化の日',
    '11-23': '勤労感謝の日',
    '11-24': '振替休日',
  },
  2026: {
    '01-01': '元日',
    '01-12': '成人の日',
    '02-11': '建国記念の日',
    '02-23': '天皇誕生日',
    '03-20': '春分の日',
    '04-29': '昭和の日',
    '05-03': '憲法記念日',
    '05-04': 'みどりの日',
    '05-05': 'こどもの日',
    '05-06': '振替休日',
    '07-20': '海の日',
    '08-11': '山の日',
    '09-21': '敬老の日',
    '09-22': '国民の休日',
    '09-23': '秋分の日',
    '10-12': 'スポーツの日',
    '11-03': '文化の日',
    '11-23': '勤労感謝の日',
  },
}

function daysOf(year: number): string[] {
  const [first, last] = [dayNumber(`${year}-01-01`), dayNumber(`${year}-12-31`)]
  return Array.from({ length: last - first + 1 }, (_, n) => dayFrom(first + n))
}

function calendarOf(year: number): Record<string, string> {
  return Object.fromEntries(
    daysOf(year).flatMap((day) => {
      const holiday = holidayOf(day)
      return holiday ? [[day.slice(5), holidayNames.ja[holiday]]] : []
    }),
  )
}

describe('Japanese holidays', () => {
  test.each(Object.entries(printed))('%s has the holidays of its printed calendar', (year, days) => {
    expect(calendarOf(Number(year))).toEqual(days)
  })

  // The almanac's list of equinoxes.
  test.each([
    [2000, 20, 23],
    [2007, 21, 23],
    [2011, 21, 23],
    [2012, 20, 22],
    [2016, 20, 22],
    [2022, 21, 23],
    [2023, 21, 23],
    [2027, 21, 23],
    [2028, 20, 22],
    [2030, 20, 23],
    [2044, 20, 22],
    [2092, 19, 22],
  ])('in %i day and night are equal on %i March and %i September', (year, spring, autumn) => {
    expect(holidayOf(`${year}-03-${spring}`)).toBe('vernalEquinox')
    expect(holidayOf(`${year}-09-${autumn}`)).toBe('autumnalEquinox')
  })

  test('the years in which September has five days off in a row are those the almanac has', () => {
    const years = Array.from({ length: 51 }, (_, n) => 2000 + n)
    const silver = years.filter((year) =>
      daysOf(year).some((day) => day.slice(5, 7) === '09' && holidayOf(day) === 'between'),
    )
    expect(silver).toEqual([2009, 2015, 2026, 2032, 2037, 2043, 2049])
  })

  test('a holiday on a Sunday is made up for on the next day that is none', () => {
    for (const day of Array.from({ length: 100 }, (_, n) => daysOf(2000 + n)).flat()) {
      const holiday = holidayOf(day)
      if (!holiday || weekdayOf(day) !== 0) continue
      let next = addDays(day, 1)
      while (holidayOf(next) && holidayOf(next) !== 'substitute') next = addDays(next, 1)
      expect([day, holidayOf(next)]).toEqual([day, 'substitute'])
    }
  })

  test('before 2000 and after 2099 nothing is known', () => {
    expect([holidayOf('1999-01-01'), holidayOf('2100-01-01')]).toEqual([null, null])
  })
})

describe('working days', () => {
  test.each([
    ['2026-11-24', '2026-11-24', '2026-11-24'],
    ['2026-11-23', '2026-11-20', '2026-11-24'],
    ['2026-11-21', '2026-11-20', '2026-11-24'],
    ['2019-05-01', '2019-04-26', '2019-05-07'],
    ['2027-01-01', '2026-12-31', '2027-01-04'],
  ])('the working day on or before %s is %s, on or after it %s', (day, before, after) => {
    expect([workday(day, 'before'), workday(day, 'after')]).toEqual([before, after])
  })

  test('the nearest working day is worked on, and none between is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_957, max: 47_480 }), (number) => {
        const day = dayFrom(number)
        const [before, after] = [dayNumber(workday(day, 'before')), dayNumber(workday(day, 'after'))]
        expect(before <= number && number <= after).toBe(true)
        expect([isWorkday(dayFrom(before)), isWorkday(dayFrom(after))]).toEqual([true, true])
        for (let other = before + 1; other < after; other++) if (isWorkday(dayFrom(other))) expect(other).toBe(number)
      }),
    )
  })
})
