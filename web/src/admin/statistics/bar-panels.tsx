import type { ErrorCode, StatisticsReport } from '@naniwa/contract'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Bars } from './Bars.tsx'
import { Panel } from './Panel.tsx'

export function Programs({ report }: { report: StatisticsReport }) {
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

export function Errors({ report }: { report: StatisticsReport }) {
  const { statistics: text } = useText()
  const format = useFormat()
  const bars = report.errors.slice(0, 5).map(({ code, count }) => ({
    name: code in text.reasons ? text.reasons[code as ErrorCode] : code,
    value: count,
    text: format.number(count),
    hint: code,
  }))
  return (
    <Panel title={text.errors} hint={text.errorsHint}>
      <Bars bars={bars} empty={text.noError} />
    </Panel>
  )
}

export function Storage({ report }: { report: StatisticsReport }) {
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
