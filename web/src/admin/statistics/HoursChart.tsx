import type { StatisticsReport } from '@naniwa/contract'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { HeatMap } from './HeatMap.tsx'
import { Panel } from './Panel.tsx'

/** When in the week people write. */
export function HoursChart({ report }: { report: StatisticsReport }) {
  const { statistics: text } = useText()
  const format = useFormat()
  const [from, to] = wokenHours(report.hours)
  const values = text.weekdays.map((_, day) => report.hours.slice(day * 24 + from, day * 24 + to))
  const busiest = report.hours.indexOf(Math.max(...report.hours))
  const weekday = (day: number) => text.weekdays[day] ?? ''
  return (
    <Panel title={text.hoursChart} hint={text.hoursHint}>
      <HeatMap
        label={`${text.hoursChart}: ${text.busiest(weekday(Math.floor(busiest / 24)), busiest % 24)}`}
        values={values}
        rows={text.weekdays}
        columns={Array.from({ length: to - from }, (_, at) => String(from + at))}
        cell={(row, column, value) => text.hourCell(weekday(row), from + column, format.number(value))}
      />
    </Panel>
  )
}

/** From 7 to 21 o'clock, and as much wider as somebody wrote. */
function wokenHours(hours: readonly number[]): [from: number, to: number] {
  const used = hours.flatMap((count, place) => (count > 0 ? [place % 24] : []))
  return [Math.min(7, ...used), Math.max(20, ...used) + 1]
}
