import { RefreshCw, ServerCrash, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useClient, useStatus, useTopic } from '../live/client.ts'
import type { Status } from '../sync/status.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Banner } from '../ui/Feedback.tsx'

/** A short break is nobody's concern. */
const PATIENCE = 2_000

/** How things stand with the server, when they do not stand well. One line above the page. */
export function ConnectionBanner() {
  const { rooms: text } = useText()
  const format = useFormat()
  const client = useClient()
  const status = useStatus()
  const waiting = useTopic('status', () => client.outbox.waiting)
  const isOutdated = useTopic('status', () => client.isOutdated)
  const isAway = useIsAway(status.kind !== 'live' && status.kind !== 'catchingUp' && status.kind !== 'stopped')
  const until = useUntil(status)
  const retry = () => client.retryNow()
  if (isAway && status.kind === 'offline') {
    return (
      <Banner icon={WifiOff} action={{ text: text.reconnect, onSelect: retry }}>
        {waiting > 0 ? text.offlineWaiting(format.number(waiting)) : text.offline}
      </Banner>
    )
  }
  if (isAway && until !== null) return <Retrying until={until} waiting={waiting} onRetry={retry} />
  if (isAway && status.kind === 'connecting') return <Banner icon={ServerCrash}>{text.connecting}</Banner>
  if (!isOutdated) return null
  return (
    <Banner tone="note" icon={RefreshCw} action={{ text: text.update, onSelect: () => location.reload() }}>
      {text.outdated}
    </Banner>
  )
}

function Retrying({ until, waiting, onRetry }: { until: number; waiting: number; onRetry: () => void }) {
  const { rooms: text } = useText()
  const format = useFormat()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const seconds = format.number(Math.max(1, Math.ceil((until - now) / 1_000)))
  return (
    <Banner tone="bad" icon={ServerCrash} action={{ text: text.tryNow, onSelect: onRetry }}>
      {waiting > 0 ? text.retryingWaiting(seconds, format.number(waiting)) : text.retrying(seconds)}
    </Banner>
  )
}

/** When the next attempt is made; while one is made, when that was to be: the line must not flicker with every attempt. */
function useUntil(status: Status): number | null {
  const [until, setUntil] = useState<number | null>(null)
  useEffect(() => {
    if (status.kind === 'waiting') setUntil(status.until)
    else if (status.kind !== 'connecting') setUntil(null)
  }, [status])
  return status.kind === 'waiting' ? status.until : until
}

/** Since when one has been away, whatever page one looked at meanwhile; ms. */
let awaySince: number | null = null

/** Away for longer than a moment; comes back at once. */
function useIsAway(isAway: boolean): boolean {
  const [isLong, setLong] = useState(() => awaySince !== null && Date.now() - awaySince >= PATIENCE)
  useEffect(() => {
    if (!isAway) {
      awaySince = null
      return setLong(false)
    }
    awaySince ??= Date.now()
    const timer = setTimeout(() => setLong(true), awaySince + PATIENCE - Date.now())
    return () => clearTimeout(timer)
  }, [isAway])
  return isAway && isLong
}
