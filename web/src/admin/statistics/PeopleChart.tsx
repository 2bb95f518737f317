import type { StatisticsReport } from '@naniwa/contract'
import type { CSSProperties } from 'react'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { LineChart } from './LineChart.tsx'
import { Panel } from './Panel.tsx'

/** How many came, and how many of them wrote, day by day. */
export function PeopleChart({ report }: { report: StatisticsReport }) {
  const { statistics: text } = useText()
  const format = useFormat()
  const lines = [
    { label: text.active, color: 'var(--chart-1)', values: report.days.map(({ active }) => active) },
    { label: text.posting, color: 'var(--chart-2)', values: report.days.map(({ posting }) => posting) },
  ]
  const legend = (
    <span className="legend">
      {lines.map(({ label, color }) => (
        <span key={label} style={{ '--c': color } as CSSProperties}>
          <i />
          {label}
        </span>
      ))}
    </span>
  )
  return (
    <Panel title={text.peopleChart} hint={legend}>
      <LineChart
        label={text.peopleChart}
        lines={lines}
        names={report.days.map(({ day }) => format.monthDay(day))}
        format={format.number}
      />
      <DaysTable report={report} />
    </Panel>
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
