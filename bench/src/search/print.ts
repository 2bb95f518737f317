import { percentile, round, table } from '../figures.ts'
import type { Pass, SearchReport } from './run.ts'
import type { Asked } from './searcher.ts'

/** Figures of some queries. */
export interface Summary {
  readonly queries: number
  /** Milliseconds until the first answer. */
  readonly p50: number
  readonly p99: number
  /** Milliseconds until 40 hits were there, or all. */
  readonly whole50: number
  readonly whole99: number
  /** Queries whose first answer stopped early. */
  readonly continued: number
  readonly equal: number
}

export function summarize(asked: readonly Asked[]): Summary {
  const [first, whole] = [asked.map((one) => one.first), asked.map((one) => one.whole)]
  return {
    queries: asked.length,
    p50: round(percentile(first, 0.5)),
    p99: round(percentile(first, 0.99)),
    whole50: round(percentile(whole, 0.5)),
    whole99: round(percentile(whole, 0.99)),
    continued: asked.filter(({ calls }) => calls > 1).length,
    equal: asked.filter(({ equal }) => equal).length,
  }
}

/** The report without its single queries, but for those that were answered wrongly and the slowest. */
export function searchFigures({ first, again, rebuild, quiet, sending, persons, ...rest }: SearchReport): object {
  const all = [first, again, ...(rebuild ? [rebuild.pass] : []), quiet].flatMap(({ asked }) => asked)
  return {
    ...rest,
    persons: persons.map((person) => {
      const own = ({ asked }: Pass) => asked.filter((one) => one.person === person.name)
      const kinds = Object.fromEntries(byKind(own(again)).map(([kind, asked]) => [kind, summarize(asked)]))
      const passes = { first: summarize(own(first)), again: summarize(own(again)), quiet: summarize(own(quiet)) }
      return { ...person, ...passes, ...(rebuild && { rebuilding: summarize(own(rebuild.pass)) }), kinds }
    }),
    cpu: { sending: cpuOf(sending), first: cpuOf(first), again: cpuOf(again), quiet: cpuOf(quiet) },
    ...(rebuild && {
      rebuild: { seconds: rebuild.seconds, lag: Math.max(...rebuild.pass.asked.map(({ lag }) => lag)) },
    }),
    lag: Math.max(...all.map(({ lag }) => lag)),
    wrong: all.filter(({ equal }) => !equal).map(({ person, query }) => `${person}: ${query}`),
    slowest: again.asked
      .toSorted((a, b) => b.whole - a.whole)
      .slice(0, 30)
      .map(({ person, kind, query, calls, first, whole }) => {
        return { person, kind, query, calls, first: round(first), whole: round(whole) }
      }),
  }
}

function cpuOf({ seconds, cpu }: Omit<Pass, 'asked'>): Record<string, number> {
  return { seconds: round(seconds), server: round(cpu.server), postgres: round(cpu.postgres) }
}

function byKind(asked: readonly Asked[]): [string, Asked[]][] {
  return [...Map.groupBy(asked, ({ kind }) => kind)]
}

export function searchTable(report: SearchReport): string {
  const heading = ['', 'queries', 'p50 ms', 'p99 ms', 'whole p50 ms', 'whole p99 ms', 'continued', 'equal']
  const row = (name: string, asked: readonly Asked[]) => [name, ...Object.values(summarize(asked))]
  const rows = report.persons.flatMap(({ name, rooms, messages }) => {
    const own = ({ asked }: Pass) => asked.filter((one) => one.person === name)
    return [
      row(`${rooms} rooms, ${messages.toLocaleString('en-US')} messages`, own(report.again)),
      ...byKind(own(report.again)).map(([kind, asked]) => row(`  ${kind}`, asked)),
      row('  all, asked for the first time', own(report.first)),
      ...(report.rebuild ? [row('  all, while the index is rebuilt', own(report.rebuild.pass))] : []),
      row('  all, while nothing is sent', own(report.quiet)),
    ]
  })
  return [table([heading, ...rows]), costText(report), builtText(report)].join('\n')
}

/** What a search costs is measured while nothing else goes on. */
function costText({ quiet, sending, sent }: SearchReport): string {
  const each = (seconds: number) => round((seconds / quiet.asked.length) * 1_000)
  const alone = (seconds: number) => round(seconds / sending.seconds)
  return [
    `A search takes ${each(quiet.cpu.server)} ms of the server's processor time and ${each(quiet.cpu.postgres)} ms of PostgreSQL's.`,
    `Meanwhile ${round(sent.perSecond)} messages/s were sent, which alone take ${alone(sending.cpu.server)} and ${alone(sending.cpu.postgres)} of a core.`,
  ].join('\n')
}

function builtText({ built, rebuild }: SearchReport): string {
  const size = `Messages ${built.messages} MB, segments ${built.segments} MB, index of grams ${built.grams} MB, ends ${built.ends} MB.`
  const time = built.index === null ? '' : ` Loaded in ${built.load} s, indexed in ${built.index} s.`
  return `${size}${time}${rebuild ? ` Rebuilt meanwhile in ${rebuild.seconds} s.` : ''}`
}
