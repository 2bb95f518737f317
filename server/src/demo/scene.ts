import { type Calendar, HOUR, longDate, partsOf, startOf, weekday, weekdayName } from './calendar.ts'

/** A Monday, two weeks away or a little more. */
export function launchDay({ lastDay }: Calendar): number {
  return nextMonday(lastDay + 13)
}

/** What the last scenes say about time, so that it fits the hour at which they are read. */
export function sceneWords({ lastDay, end }: Calendar): ReadonlyMap<string, string> {
  const hour = (end - startOf(lastDay)) / HOUR
  const [by, tell, fix] =
    hour < 12
      ? ['今日の17時', '午前中に', '16時']
      : hour < 16
        ? ['今日の18時', '早めに', '17時半']
        : ['明日の正午', '今日のうちに', '明日の10時']
  const closing = nextMonday(lastDay)
  return new Map([
    ['launch', longDate(launchDay({ lastDay } as Calendar))],
    ['deadline', `${partsOf(closing).date}日（${weekdayName(closing)}）の午前`],
    ['by', by as string],
    ['tell', tell as string],
    ['fix', fix as string],
  ])
}

function nextMonday(day: number): number {
  return day + 1 + ((8 - weekday(day + 1)) % 7)
}
