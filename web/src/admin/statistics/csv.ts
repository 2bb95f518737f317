import type { StatisticsReport } from '@naniwa/contract'
import type { statisticsJa } from '../../text/statistics.ja.ts'

/** What spreadsheets read: the mark at the beginning tells them that it is UTF-8. */
export function csvOf({ days }: StatisticsReport, text: typeof statisticsJa): string {
  const head = [text.day, text.active, text.posting, text.messages, text.callsColumn, text.failuresColumn]
  const rows = days.map(({ day, active, posting, messages, calls, failures }) =>
    [day, active, posting, messages, calls, failures].join(),
  )
  return `\ufeff${[head.join(), ...rows].join('\r\n')}\r\n`
}

export function saveCsv(report: StatisticsReport, text: typeof statisticsJa): void {
  const url = URL.createObjectURL(new Blob([csvOf(report, text)], { type: 'text/csv' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: `${text.csvName}.csv` })
  link.click()
  URL.revokeObjectURL(url)
}
