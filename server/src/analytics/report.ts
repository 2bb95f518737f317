import { localTime, type StatisticsDay, type StatisticsReport } from '@naniwa/contract'
import type { App } from '../context.ts'
import { ask } from './duck.ts'
import { cacheDirectory, fetchFile, pruneCache, readFiles } from './files.ts'
import { peopleOf } from './people.ts'
import type { Report } from './questions.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

export interface Asked {
  /** Null: everybody's. */
  readonly organizationId: number | null
  readonly days: number
  readonly timeZone: string
}

/** What the access log tells, without what only the database knows. */
export type Told = Omit<StatisticsReport, 'people' | 'storage'>

/** Reads the files of these days and of as many before them, and asks them everything at once. */
export async function readReport(app: App, { organizationId, days, timeZone }: Asked): Promise<Told> {
  const now = app.clock.now().getTime()
  const dayAgo = (count: number) => localTime(now - count * DAY_MS, timeZone).day
  const reach = Math.max(2 * days, 8)
  const files = await readFiles(app.db, new Date(now - (reach + 1) * DAY_MS), new Date(now + DAY_MS))
  const directory = await cacheDirectory(app)
  const paths = { raw: [] as string[], parquet: [] as string[] }
  for (const file of files) paths[file.kind].push(await fetchFile(app, file, directory))
  const question = {
    kind: 'report' as const,
    ...paths,
    organizationId,
    zone: timeZone,
    before: dayAgo(reach - 1),
    first: dayAgo(days - 1),
  }
  const report = await ask(question, (accounts) => peopleOf(app.db, accounts))
  await pruneCache(app, directory)
  const stretch = Array.from({ length: days }, (_, at) => dayAgo(days - 1 - at))
  return told(report, stretch, dayAgo(2 * days - 1), dayAgo(7))
}

function told({ days, ...report }: Report, stretch: readonly string[], before: string, weekAgo: string): Told {
  const found = new Map(days.map((day) => [day.day, day]))
  const earlier = days.filter(({ day }) => day >= before && day < (stretch[0] as string))
  const sum = (field: 'messages' | 'calls' | 'failures') => earlier.reduce((all, day) => all + day[field], 0)
  return {
    ...report,
    days: stretch.map((day) => found.get(day) ?? nothingOn(day)),
    before: { messages: sum('messages'), calls: sum('calls'), failures: sum('failures') },
    activeWeekAgo: found.get(weekAgo)?.active ?? 0,
  }
}

function nothingOn(day: string): StatisticsDay {
  return { day, active: 0, posting: 0, messages: 0, calls: 0, failures: 0 }
}
