import { type Language, useLanguage } from './language.ts'

const day = 86_400_000
const locales: Record<Language, string> = { ja: 'ja-JP', en: 'en-GB' }
const words = {
  ja: { today: '今日', yesterday: '昨日', now: 'いま' },
  en: { today: 'Today', yesterday: 'Yesterday', now: 'Just now' },
} as const

type Moment = Date | number

/** Dates, numbers and sizes as one reader sees them. `timeZone` is the device's unless a test says otherwise. */
export function formatter(language: Language, timeZone?: string) {
  const locale = locales[language]
  const intl = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const parts = intl({
    year: 'numeric',
    month: language === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
  })
  // The order of a sortable date: only there to tell which calendar day a moment belongs to.
  const ordinal = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const clock = intl({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
  const inLittleRoom = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    month: language === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
  })
  const plain = new Intl.NumberFormat(locale)
  const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' })
  const word = words[language]

  function pieces(moment: Moment) {
    const found = { year: '', month: '', day: '', weekday: '' }
    for (const part of parts.formatToParts(moment)) {
      if (part.type in found) found[part.type as keyof typeof found] = part.value
    }
    return found
  }

  function daysBack(moment: Moment, now: Moment): number {
    return Math.round((Date.parse(ordinal.format(now)) - Date.parse(ordinal.format(moment))) / day)
  }

  /** 11月21日 · 21 Nov; with the year when it is not this one. */
  function date(moment: Moment, now: Moment = Date.now()): string {
    const at = pieces(moment)
    const isThisYear = at.year === pieces(now).year
    if (language === 'ja') return `${isThisYear ? '' : `${at.year}年`}${at.month}月${at.day}日`
    return `${at.day} ${at.month}${isThisYear ? '' : ` ${at.year}`}`
  }

  /** Of a day such as 2026-11-21, where there is little room: 11/21 · 21 Nov */
  function monthDay(day: string): string {
    return inLittleRoom.format(Date.parse(day))
  }

  /** 11月21日（金） · Fri 21 Nov */
  function weekday(moment: Moment, now: Moment = Date.now()): string {
    const { weekday } = pieces(moment)
    return language === 'ja' ? `${date(moment, now)}（${weekday}）` : `${weekday} ${date(moment, now)}`
  }

  /** 今日 11月21日（金） · Today, Fri 21 Nov */
  function dayLine(moment: Moment, now: Moment = Date.now()): string {
    const back = daysBack(moment, now)
    const name = back === 0 ? word.today : back === 1 ? word.yesterday : ''
    if (!name) return weekday(moment, now)
    return language === 'ja' ? `${name} ${weekday(moment, now)}` : `${name}, ${weekday(moment, now)}`
  }

  /** 9:41 */
  function time(moment: Moment): string {
    return clock.format(moment).replace(/^0(?=\d)/, '')
  }

  /** As short as a list allows: 9:41 today, then 昨日 · Yesterday, then the date. */
  function short(moment: Moment, now: Moment = Date.now()): string {
    const back = daysBack(moment, now)
    if (back === 0) return time(moment)
    return back === 1 ? word.yesterday : date(moment, now)
  }

  /** 今日 8:10 · 昨日 18:42 · 10月31日 9:05 */
  function dateTime(moment: Moment, now: Moment = Date.now()): string {
    const back = daysBack(moment, now)
    const name = back === 0 ? word.today : back === 1 ? word.yesterday : date(moment, now)
    return `${name} ${time(moment)}`
  }

  /** いま · 5 分前 · 2 時間前, and from the day before on as `dateTime`. */
  function since(moment: Moment, now: Moment = Date.now()): string {
    const minutes = Math.floor((Number(now) - Number(moment)) / 60_000)
    if (minutes < 1) return word.now
    if (minutes < 60) return tight(ago.format(-minutes, 'minute'))
    if (daysBack(moment, now) === 0) return tight(ago.format(-Math.floor(minutes / 60), 'hour'))
    return dateTime(moment, now)
  }

  /** Japanese sets no space between a figure and its unit. */
  function tight(text: string): string {
    return language === 'ja' ? text.replace(/\s/g, '') : text
  }

  function number(value: number): string {
    return plain.format(value)
  }

  /** Figures in a badge: 1 … 99, 99+. */
  function count(value: number): string {
    return value > 99 ? '99+' : plain.format(value)
  }

  /** 84 KB · 8.4 MB, by thousands as operating systems and sellers of disks do. */
  function bytes(value: number): string {
    const units = ['B', 'KB', 'MB', 'GB', 'TB']
    const step = value < 1 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), units.length - 1)
    const scaled = value / 1000 ** step
    return `${scaled < 10 ? oneDigit.format(scaled) : plain.format(Math.round(scaled))}\u00a0${units[step]}`
  }

  return { date, monthDay, weekday, dayLine, time, short, dateTime, since, number, count, bytes }
}

export type Format = ReturnType<typeof formatter>

const made = new Map<Language, Format>()

/** One formatter a language for the whole page: an Intl object costs far more to make than to use. */
export function formatterFor(language: Language): Format {
  const known = made.get(language) ?? formatter(language)
  made.set(language, known)
  return known
}

export function useFormat(): Format {
  return formatterFor(useLanguage())
}
