import type { StatisticsReport } from '@naniwa/contract'
import { ChartColumn, ChevronLeft, Download, TrendingDown, TrendingUp } from 'lucide-react'
import { type CSSProperties, type ReactNode, useId } from 'react'
import { paths } from '../../frame/paths.ts'
import { FailureNote } from '../../people/FailureNote.tsx'
import type { Failure } from '../../text/failure.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { Delayed, EmptyState, Skeleton } from '../../ui/Feedback.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Bars } from './Bars.tsx'
import { saveCsv } from './csv.ts'
import { HeatMap } from './HeatMap.tsx'
import { LineChart } from './LineChart.tsx'

export type Stretch = 7 | 30 | 365

export interface StatisticsPageProps {
  /** Null until it is read. */
  report: StatisticsReport | null
  stretch: Stretch
  failure: Failure | null
  onStretch: (stretch: Stretch) => void
}

/** What the organization's people and programs did. */
export function StatisticsPage({ report, stretch, failure, onStretch }: StatisticsPageProps) {
  const { statistics: text, ui } = useText()
  const format = useFormat()
  const options = [
    { value: '7' as const, text: text.week },
    { value: '30' as const, text: text.month },
    { value: '365' as const, text: text.year },
  ]
  return (
    <section className="page statistics" aria-label={text.title}>
      <header className="ptop">
        <PageTitle>{text.title}</PageTitle>
        <a className="ib back" href={paths.admin()} aria-label={ui.back}>
          <Icon of={ChevronLeft} />
        </a>
        <h1>{text.title}</h1>
        {report?.until && <span className="quiet num">{text.until(format.dateTime(report.until))}</span>}
        <span className="end row">
          <Segmented
            label={text.stretch}
            value={String(stretch) as '7' | '30' | '365'}
            onValue={(value) => onStretch(Number(value) as Stretch)}
            options={options}
          />
          <Button icon={Download} disabled={!report?.until} onClick={() => report && saveCsv(report, text)}>
            {text.csv}
          </Button>
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: figures alone are scrolled by keys, too */}
      <div className="scroll" tabIndex={0}>
        <FailureNote failure={failure} />
        {report === null && !failure && <Waiting />}
        {report && report.until === null && (
          <EmptyState icon={ChartColumn} title={text.none}>
            {text.noneText}
          </EmptyState>
        )}
        {report && report.until !== null && <Figures report={report} stretch={stretch} />}
      </div>
    </section>
  )
}

function Figures({ report, stretch }: { report: StatisticsReport; stretch: Stretch }) {
  return (
    <div className="stats">
      <Tiles report={report} stretch={stretch} />
      <div className="panels">
        <PeopleChart report={report} />
        <HoursChart report={report} />
      </div>
      <div className="panels thirds">
        <Programs report={report} />
        <Errors report={report} />
        <Storage report={report} />
      </div>
    </div>
  )
}

function Tiles({ report, stretch }: { report: StatisticsReport; stretch: Stretch }) {
  const { statistics: text } = useText()
  const format = useFormat()
  const sum = (field: 'messages' | 'calls' | 'failures') => report.days.reduce((all, day) => all + day[field], 0)
  const { p50, p95, p99 } = report.latency
  const ms = (value: number | null) => (value === null ? '–' : format.number(Math.round(value)))
  const today = report.days.at(-1)?.active ?? 0
  const failures = sum('failures')
  return (
    <div className="tiles">
      <div className="tile">
        <div className="k">{text.today}</div>
        <div className="v">
          {format.number(today)}
          <small>{text.ofPeople(format.number(report.people))}</small>
        </div>
        {/* The day is not over: a comparison in percent would frighten every morning. */}
        <div className="d">{text.weekAgo(format.number(report.activeWeekAgo))}</div>
      </div>
      <div className="tile">
        <div className="k">{text.messages}</div>
        <div className="v">{format.number(sum('messages'))}</div>
        <Change now={sum('messages')} before={report.before.messages} than={text.thanBefore(format.number(stretch))} />
      </div>
      <div className="tile" title={text.latencyHint}>
        <div className="k">{text.latency}</div>
        <div className="v">
          {ms(p95)}
          <small>{text.latencyUnit}</small>
        </div>
        <div className="d">{text.latencyText(ms(p50), ms(p99))}</div>
      </div>
      <div className="tile">
        <div className="k">{text.calls}</div>
        <div className="v">
          {format.number(sum('calls'))}
          <small>{text.callsUnit}</small>
        </div>
        <div className="d">{failures > 0 ? text.failed(format.number(failures)) : text.noFailure}</div>
      </div>
    </div>
  )
}

/** By how much it is more or less; nothing when there is nothing to compare with. */
function Change({ now, before, than }: { now: number; before: number; than: string }) {
  if (before === 0) return <div className="d">&nbsp;</div>
  const percent = Math.round((100 * (now - before)) / before)
  return (
    <div className="d">
      <b className={percent < 0 ? 'less' : undefined}>
        <Icon of={percent < 0 ? TrendingDown : TrendingUp} />
        {percent > 0 ? '+' : ''}
        {percent}%
      </b>
      {than}
    </div>
  )
}

function PeopleChart({ report }: { report: StatisticsReport }) {
  const { statistics: text } = useText()
  const format = useFormat()
  const id = useId()
  const lines = [
    { label: text.active, color: 'var(--chart-1)', values: report.days.map(({ active }) => active) },
    { label: text.posting, color: 'var(--chart-2)', values: report.days.map(({ posting }) => posting) },
  ]
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{text.peopleChart}</h2>
        <span className="legend">
          {lines.map(({ label, color }) => (
            <span key={label} style={{ '--c': color } as CSSProperties}>
              <i />
              {label}
            </span>
          ))}
        </span>
      </header>
      <LineChart
        label={text.peopleChart}
        lines={lines}
        names={report.days.map(({ day }) => day.slice(5).replace(/^0/, '').replace(/-0?/, '/'))}
        format={format.number}
      />
      <DaysTable report={report} />
    </section>
  )
}

/** The figures of the chart for those who do not see it. */
function DaysTable({ report }: { report: StatisticsReport }) {
  const { statistics: text } = useText()
  return (
    <table className="sr">
      <caption>{text.peopleChart}</caption>
      <thead>
        <tr>
          {[text.day, text.active, text.posting, text.messages].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.days.map(({ day, active, posting, messages }) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            <td>{active}</td>
            <td>{posting}</td>
            <td>{messages}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function HoursChart({ report }: { report: StatisticsReport }) {
  const { statistics: text } = useText()
  const format = useFormat()
  const id = useId()
  const [from, to] = wokenHours(report.hours)
  const values = text.weekdays.map((_, day) => report.hours.slice(day * 24 + from, day * 24 + to))
  const busiest = report.hours.indexOf(Math.max(...report.hours))
  const weekday = (day: number) => text.weekdays[day] ?? ''
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{text.hoursChart}</h2>
        <span className="quiet end">{text.hoursHint}</span>
      </header>
      <HeatMap
        label={`${text.hoursChart}: ${text.busiest(weekday(Math.floor(busiest / 24)), busiest % 24)}`}
        values={values}
        rows={text.weekdays}
        columns={Array.from({ length: to - from }, (_, at) => String(from + at))}
        cell={(row, column, value) => text.hourCell(weekday(row), from + column, format.number(value))}
      />
    </section>
  )
}

/** From 7 to 21 o'clock, and as much wider as somebody wrote. */
function wokenHours(hours: readonly number[]): [from: number, to: number] {
  const used = hours.flatMap((count, place) => (count > 0 ? [place % 24] : []))
  return [Math.min(7, ...used), Math.max(20, ...used) + 1]
}

function Programs({ report }: { report: StatisticsReport }) {
  const { statistics: text } = useText()
  const format = useFormat()
  const bars = report.programs.slice(0, 5).map(({ name, calls, refused }) => ({
    name,
    value: calls,
    text: format.number(calls),
    ...(refused > 0 && { hint: text.refused(format.number(refused)) }),
  }))
  return (
    <Panel title={text.programs} hint={text.programsHint}>
      <Bars bars={bars} empty={text.noProgram} />
    </Panel>
  )
}

function Errors({ report }: { report: StatisticsReport }) {
  const { statistics: text } = useText()
  const format = useFormat()
  const bars = report.errors
    .slice(0, 5)
    .map(({ code, count }) => ({ name: code, value: count, text: format.number(count) }))
  return (
    <Panel title={text.errors} hint={text.errorsHint}>
      <Bars bars={bars} empty={text.noError} />
    </Panel>
  )
}

function Storage({ report }: { report: StatisticsReport }) {
  const { statistics: text } = useText()
  const format = useFormat()
  const { used, quota } = report.storage
  const bars = [{ name: text.files, value: used, text: format.bytes(used) }]
  return (
    <Panel
      title={text.storage}
      hint={quota === null ? text.noQuota : text.used(format.bytes(used), format.bytes(quota))}
    >
      <Bars bars={bars} most={quota ?? Math.max(1, used)} empty="" />
    </Panel>
  )
}

function Panel({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span className="quiet end">{hint}</span>
      </header>
      {children}
    </section>
  )
}

function Waiting() {
  return (
    <Delayed>
      <div className="stats" aria-hidden="true">
        <div className="tiles">
          {['a', 'b', 'c', 'd'].map((key) => (
            <Skeleton key={key} width="100%" height="108px" />
          ))}
        </div>
        <Skeleton width="100%" height="300px" />
      </div>
    </Delayed>
  )
}
