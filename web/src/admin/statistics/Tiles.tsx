import type { StatisticsReport } from '@naniwa/contract'
import { TrendingDown, TrendingUp } from 'lucide-react'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'

/** The four figures one looks at first. */
export function Tiles({ report, stretch }: { report: StatisticsReport; stretch: number }) {
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
