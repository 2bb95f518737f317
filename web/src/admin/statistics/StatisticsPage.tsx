import type { StatisticsReport } from '@naniwa/contract'
import { ChartColumn, ChevronLeft, Download } from 'lucide-react'
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
import { Errors, Programs, Storage } from './bar-panels.tsx'
import { saveCsv } from './csv.ts'
import { HoursChart } from './HoursChart.tsx'
import { PeopleChart } from './PeopleChart.tsx'
import { Tiles } from './Tiles.tsx'

/** Days that are looked back on. */
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
