import { type Due, dueTime, type Settings } from '@naniwa/contract'

/** As its assignee reads it: a date without a time where none was given. Empty for what is never due. */
export function dueText(due: Due, { language, timeZone }: Pick<Settings, 'language' | 'timeZone'>): string {
  const at = dueTime(due, timeZone)
  if (at === null) return ''
  const day = { month: 'long', day: 'numeric', weekday: 'short' } as const
  const time = due.type === 'time' ? ({ hour: 'numeric', minute: '2-digit' } as const) : {}
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { ...day, ...time, timeZone }).format(at)
}
