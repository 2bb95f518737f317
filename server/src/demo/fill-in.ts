import {
  type Calendar,
  dayOf,
  englishDate,
  HOUR,
  longDate,
  MINUTE,
  partsOf,
  shortDate,
  startOf,
  weekdayName,
} from './calendar.ts'
import type { Random } from './random.ts'
import { words } from './words.ts'

/*
 * What stands in braces in a script:
 *
 *   {a/b/c}            one of them             {product} {product2}   a word of that list, the same all through the thread
 *   {day+2}            11月20日（金）           {md-1} {wd+3} {en+1}   11/20, 金, Fri 20 Nov: so many working days away
 *   {#10-90} {#10-90:5}  a number, in steps (##: a code, without commas)    {hm10-16}              a time of day; {ago}, {later}: of the same day
 *   {month} {month+1}  11月                     {n=…} then {n}         keeps what … gave, to say it again
 *   {A} {A:en}         how A is called          ⦃ ⦄                    braces themselves
 */

export interface Filling {
  readonly random: Random
  readonly calendar: Calendar
  /** What was chosen so far in this thread. */
  readonly kept: Map<string, string>
  /** How somebody of the cast is called. */
  readonly call: (letter: string, language: 'ja' | 'en') => string
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Fills in everything but the tags that address, answer or quote; those keep their braces for whoever knows the messages. */
export function fillIn(text: string, at: number, filling: Filling): string {
  let filled = text
  for (let before = ''; before !== filled; ) {
    before = filled
    filled = filled.replace(/\{([^{}]*)\}/g, (whole, inside: string) => value(inside, at, filling) ?? whole)
  }
  return filled.replaceAll('⦃', '{').replaceAll('⦄', '}')
}

function value(inside: string, at: number, filling: Filling): string | undefined {
  if (/^(?:to|re|qt):/.test(inside)) return undefined
  const naming = /^(\w+)=(.*)$/s.exec(inside)
  if (naming) return keep(naming[1] as string, naming[2] as string, at, filling)
  const kept = filling.kept.get(inside)
  if (kept !== undefined) return kept
  if (/^[A-H]$/.test(inside)) return filling.call(inside, 'ja')
  if (/^[A-H]:en$/.test(inside)) return filling.call(inside.charAt(0), 'en')
  return (
    clock(inside, at, filling) ??
    when(inside, dayOf(at), filling) ??
    amount(inside, filling) ??
    word(inside, filling) ??
    choice(inside, filling)
  )
}

function keep(name: string, source: string, at: number, filling: Filling): string {
  const known = filling.kept.get(name)
  if (known !== undefined) return known
  const made = value(source, at, filling) ?? source
  filling.kept.set(name, made)
  return made
}

function clock(inside: string, at: number, { random }: Filling): string | undefined {
  const time = /^hm(\d+)-(\d+)$/.exec(inside)
  if (time)
    return `${random.int(Number(time[1]), Number(time[2]))}:${random.pick(['00', '00', '15', '30', '30', '45'])}`
  if (inside === 'ago') return timeOfDay(at - random.int(10, 80) * MINUTE, 5)
  if (inside !== 'later') return undefined
  return timeOfDay(Math.min(at + random.int(60, 240) * MINUTE, startOf(dayOf(at)) + 18.5 * HOUR), 30)
}

function timeOfDay(at: number, step: number): string {
  const minutes = Math.ceil((at - startOf(dayOf(at))) / MINUTE / step) * step
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

function when(inside: string, day: number, { calendar }: Filling): string | undefined {
  const found = /^(day|md|wd|en|month|months)([+-]\d+)?$/.exec(inside)
  if (!found) return undefined
  const away = Number(found[2] ?? 0)
  const month = (partsOf(day).month + away + 11) % 12
  if (found[1] === 'month') return `${month + 1}月`
  if (found[1] === 'months') return MONTHS[month]
  const then = calendar.workingDay(day, away)
  if (found[1] === 'day') return longDate(then)
  if (found[1] === 'md') return shortDate(then)
  return found[1] === 'wd' ? weekdayName(then) : englishDate(then)
}

function amount(inside: string, { random }: Filling): string | undefined {
  const found = /^(##?)(\d+)-(\d+)(?::(\d+))?$/.exec(inside)
  if (!found) return undefined
  const step = Number(found[4] ?? 1)
  const number = random.int(Math.ceil(Number(found[2]) / step), Math.floor(Number(found[3]) / step)) * step
  return found[1] === '##' ? String(number) : number.toLocaleString('en-US')
}

/** The same word for the same name all through the thread; `product` and `product2` differ. */
function word(inside: string, { kept, random }: Filling): string | undefined {
  const list = words[inside.replace(/\d$/, '')]
  if (!list) return undefined
  const stem = inside.replace(/\d$/, '')
  const taken = new Set([...kept].filter(([name]) => name.replace(/\d$/, '') === stem).map(([, said]) => said))
  const chosen = random.pick(list.filter((each) => !taken.has(each)))
  kept.set(inside, chosen)
  return chosen
}

function choice(inside: string, { random }: Filling): string {
  if (!inside.includes('/')) throw new SyntaxError(`what is {${inside}}?`)
  return random.pick(inside.split('/'))
}
