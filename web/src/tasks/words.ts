import {
  addDays,
  type Due,
  dueDay,
  plainText,
  type Recurrence,
  type Reminder,
  type Task,
  weekdayOf,
} from '@naniwa/contract'
import { useClient } from '../live/client.ts'
import { usePlainText } from '../messages/excerpt.ts'
import { type Format, useFormat } from '../text/format.ts'
import type { Text } from '../text/ja.ts'
import { useText } from '../text/text.ts'
import { type Here, momentOf } from './dates.ts'
import { useHere } from './use-tasks.ts'

/** `list`: as short as a list allows, today's by the time alone; `full`: day and time. */
export type DueStyle = 'list' | 'full'

type Words = Text['tasks']

/** A day as people say it: 今日, 昨日, else with its weekday. */
export function dayWords(day: string, { today, now }: Here, format: Format, text: Words): string {
  if (day === today) return text.today
  if (day === addDays(today, -1)) return text.yesterday
  if (day === addDays(today, 1)) return text.tomorrow
  return format.weekday(momentOf(day), now)
}

export function dueWords(due: Due, style: DueStyle, here: Here, format: Format, text: Words): string {
  const day = dueDay(due, here.zone)
  if (day === null) return style === 'list' ? text.noDue : text.dueNone
  const clock = due.type === 'time' ? format.time(due.at) : null
  if (style === 'list') return day === here.today ? (clock ?? text.today) : format.weekday(momentOf(day), here.now)
  const words = dayWords(day, here, format, text)
  return clock === null ? words : text.dayTime(words, clock)
}

export function useDueWords(): (due: Due, style: DueStyle) => string {
  const { tasks: text } = useText()
  const format = useFormat()
  const here = useHere()
  return (due, style) => dueWords(due, style, here, format, text)
}

/** What a task says, as one line. */
export function useTitle({ roomId, body }: Pick<Task, 'roomId' | 'body'>): string {
  return usePlainText(roomId)(body)
}

/** 毎週 · 2週ごと */
export function everyWords({ every, interval }: Recurrence, format: Format, text: Words): string {
  return interval === 1 ? text.units[every] : text.intervals[every](format.number(interval))
}

/** 毎週 日曜 */
export function repeatWords(recurrence: Recurrence, day: string | null, format: Format, text: Words): string {
  const words = everyWords(recurrence, format, text)
  if (recurrence.every !== 'week') return words
  const chosen = recurrence.weekdays.length > 0 ? recurrence.weekdays : day ? [weekdayOf(day)] : []
  if (chosen.length === 0) return words
  const inOrder = [...chosen].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7))
  const [only] = inOrder
  if (inOrder.length === 1 && only !== undefined) return text.repeatOn(words, text.weekdayNames[only] ?? '')
  return text.repeatOn(words, text.joinDays(inOrder.map((weekday) => text.weekdays[weekday] ?? '')))
}

const units = [
  ['weeks', 7 * 24 * 60],
  ['days', 24 * 60],
  ['hours', 60],
  ['minutes', 1],
] as const

/** 1時間前 · 1日後 */
export function reminderWords({ before }: Pick<Reminder, 'before'>, format: Format, text: Words): string {
  if (before === 0) return text.atDue
  if (before === -1) return text.afterDue
  const minutes = Math.abs(before)
  const found = units.find(([, size]) => minutes % size === 0)
  if (!found) return text.atDue
  const [unit, size] = found
  return text[before > 0 ? 'before' : 'after'][unit](format.number(minutes / size))
}

/** The same for tasks of any room, where one is told of. */
export function usePlainTitle(): (task: Pick<Task, 'roomId' | 'body'>) => string {
  const client = useClient()
  return ({ roomId, body }) => {
    const name = (accountId: number) => client.people.get(accountId, roomId)?.name
    return plainText(body.slice(0, 600), { name, quoteLength: 0 }).slice(0, 80)
  }
}
