import { api, type StatisticsReport } from '@naniwa/contract'
import { useCallback, useEffect, useState } from 'react'
import { StatisticsPage, type Stretch } from '../admin/statistics/StatisticsPage.tsx'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'

/** The statistics of one's organization, where the device is. */
export function StatisticsSection() {
  const client = useClient()
  const [stretch, setStretch] = useState<Stretch>(30)
  const [report, setReport] = useState<StatisticsReport | null>(null)
  const read = useAction(
    useCallback(
      async (days: Stretch) => {
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
        setReport(await client.call(api.statistics.read, { days, timeZone }))
      },
      [client],
    ),
  )
  useEffect(() => void read.run(stretch), [read.run, stretch])
  return <StatisticsPage report={report} stretch={stretch} failure={read.failure} onStretch={setStretch} />
}
