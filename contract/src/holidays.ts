import { addDays, dayFrom, dayInMonth, dayNumber, weekdayOf } from './days.ts'
import type { Language } from './fields.ts'

/** National holidays of Japan by the act of 1948 as it stood in each year, from 2000 to 2099. */
const ja = {
  newYear: '元日',
  comingOfAge: '成人の日',
  foundation: '建国記念の日',
  emperor: '天皇誕生日',
  vernalEquinox: '春分の日',
  greenery: 'みどりの日',
  showa: '昭和の日',
  constitution: '憲法記念日',
  children: 'こどもの日',
  marine: '海の日',
  mountain: '山の日',
  aged: '敬老の日',
  autumnalEquinox: '秋分の日',
  healthSports: '体育の日',
  sports: 'スポーツの日',
  culture: '文化の日',
  labor: '勤労感謝の日',
  accession: '休日（天皇の即位の日）',
  enthronement: '休日（即位礼正殿の儀）',
  substitute: '振替休日',
  between: '国民の休日',
}
export type Holiday = keyof typeof ja

const en: Record<Holiday, string> = {
  newYear: 'New Year’s Day',
  comingOfAge: 'Coming of Age Day',
  foundation: 'National Foundation Day',
  emperor: 'Emperor’s Birthday',
  vernalEquinox: 'Vernal Equinox Day',
  greenery: 'Greenery Day',
  showa: 'Showa Day',
  constitution: 'Constitution Day',
  children: 'Children’s Day',
  marine: 'Marine Day',
  mountain: 'Mountain Day',
  aged: 'Respect for the Aged Day',
  autumnalEquinox: 'Autumnal Equinox Day',
  healthSports: 'Health and Sports Day',
  sports: 'Sports Day',
  culture: 'Culture Day',
  labor: 'Labor Thanksgiving Day',
  accession: 'Day of the Emperor’s accession',
  enthronement: 'Day of the enthronement ceremony',
  substitute: 'Substitute holiday',
  between: 'Citizens’ holiday',
}

export const holidayNames: Record<Language, Record<Holiday, string>> = { ja, en }

type Rule = readonly [
  holiday: Holiday,
  from: number,
  to: number,
  month: number,
  date: number | ((year: number) => number),
]

const END = 2099

const rules: readonly Rule[] = [
  ['newYear', 2000, END, 1, 1],
  ['comingOfAge', 2000, END, 1, monday(2, 1)],
  ['foundation', 2000, END, 2, 11],
  ['emperor', 2000, 2018, 12, 23],
  ['emperor', 2020, END, 2, 23],
  ['vernalEquinox', 2000, END, 3, equinox(20.8431)],
  ['greenery', 2000, 2006, 4, 29],
  ['showa', 2007, END, 4, 29],
  ['accession', 2019, 2019, 5, 1],
  ['constitution', 2000, END, 5, 3],
  ['greenery', 2007, END, 5, 4],
  ['children', 2000, END, 5, 5],
  ['marine', 2000, 2002, 7, 20],
  ['marine', 2003, 2019, 7, monday(3, 7)],
  // Moved for the Olympic Games.
  ['marine', 2020, 2020, 7, 23],
  ['marine', 2021, 2021, 7, 22],
  ['marine', 2022, END, 7, monday(3, 7)],
  ['sports', 2020, 2020, 7, 24],
  ['sports', 2021, 2021, 7, 23],
  ['mountain', 2016, 2019, 8, 11],
  ['mountain', 2020, 2020, 8, 10],
  ['mountain', 2021, 2021, 8, 8],
  ['mountain', 2022, END, 8, 11],
  ['aged', 2000, 2002, 9, 15],
  ['aged', 2003, END, 9, monday(3, 9)],
  ['autumnalEquinox', 2000, END, 9, equinox(23.2488)],
  ['healthSports', 2000, 2019, 10, monday(2, 10)],
  ['sports', 2022, END, 10, monday(2, 10)],
  ['enthronement', 2019, 2019, 10, 22],
  ['culture', 2000, END, 11, 3],
  ['labor', 2000, END, 11, 23],
]

/** The so many-th Monday of a month. */
function monday(count: number, month: number): (year: number) => number {
  return (year) => 1 + ((8 - weekdayOf(dayInMonth(12 * year + month - 1, 1))) % 7) + 7 * (count - 1)
}

/**
 * The day in March or September on which day and night are equal in Japan, good for 1980 to 2099. The law leaves it to the
 * almanac of the year before; every year announced so far is as this has it.
 */
function equinox(in1980: number): (year: number) => number {
  return (year) => Math.floor(in1980 + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4))
}

const years = new Map<number, ReadonlyMap<string, Holiday>>()

function holidaysIn(year: number): ReadonlyMap<string, Holiday> {
  const known = years.get(year)
  if (known) return known
  const national = new Map<string, Holiday>()
  for (const [holiday, from, to, month, date] of rules) {
    if (year < from || year > to) continue
    national.set(dayInMonth(12 * year + month - 1, typeof date === 'number' ? date : date(year)), holiday)
  }
  const all = new Map(national)
  for (const day of national.keys()) {
    const next = addDays(day, 1)
    const isBetween = !national.has(next) && national.has(addDays(day, 2)) && weekdayOf(next) !== 0
    if (isBetween) all.set(next, 'between')
  }
  for (const day of national.keys()) if (weekdayOf(day) === 0) all.set(dayAfter(day, national), 'substitute')
  years.set(year, all)
  return all
}

function dayAfter(day: string, taken: ReadonlyMap<string, Holiday>): string {
  const next = addDays(day, 1)
  return taken.has(next) ? dayAfter(next, taken) : next
}

/** Null on any other day, and outside 2000 to 2099. */
export function holidayOf(day: string): Holiday | null {
  return holidaysIn(Number(day.slice(0, 4))).get(day) ?? null
}

/** Neither Saturday nor Sunday nor holiday. */
export function isWorkday(day: string): boolean {
  return weekdayOf(day) % 6 !== 0 && holidayOf(day) === null
}

/** The day itself when it is worked on, else the nearest working day before or after it. */
export function workday(day: string, direction: 'before' | 'after'): string {
  let number = dayNumber(day)
  while (!isWorkday(dayFrom(number))) number += direction === 'before' ? -1 : 1
  return dayFrom(number)
}
