import type { File } from '@naniwa/contract'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useClient, useStatus, useTopic } from '../live/client.ts'
import type { FileQuery } from '../sync/files.ts'
import type { Status } from '../sync/status.ts'

interface Read {
  /** For which query it was read. */
  key: string
  from: number
  /** What the server found by name; null when that was not asked. */
  ids: ReadonlySet<number> | null
}

export interface FileList {
  /** Null: not read yet. */
  files: readonly File[] | null
  hasMore: boolean
  isReading: boolean
  failed: boolean
  more: () => void
  again: () => void
}

/**
 * A list of files that goes on being true: what is read is kept level by the replica. While the server is away it is what this device has.
 */
export function useFileList(query: FileQuery): FileList {
  const client = useClient()
  const { kind } = useStatus()
  const isLive = kind === 'live'
  const key = JSON.stringify(query)
  const latest = useRef(key)
  latest.current = key
  const [read, setRead] = useState<Read | null>(null)
  const [isReading, setReading] = useState(false)
  const [failed, setFailed] = useState(false)
  const isAway = useIsAway(kind)

  const ask = useCallback(
    async (before: Read | null) => {
      const asked = JSON.parse(key) as FileQuery
      setReading(true)
      setFailed(false)
      try {
        const page = await client.files.read(asked, before?.from)
        if (latest.current !== key) return
        const ids = asked.name ? new Set([...(before?.ids ?? []), ...page.ids]) : null
        setRead({ key, from: page.from, ids })
      } catch {
        if (latest.current === key) setFailed(true)
      } finally {
        if (latest.current === key) setReading(false)
      }
    },
    [client, key],
  )

  // Anew after every connection: of rooms that nobody looked at, the copy keeps nothing.
  useEffect(() => {
    if (isLive) void ask(null)
  }, [ask, isLive])

  const current = read?.key === key ? read : null
  // Names are compared by the server alone.
  const fromDevice = !current && !isLive && !query.name
  const kept = useRef<readonly File[]>([])
  const known = useTopic('files', () => {
    if (!current && !fromDevice) return kept.current
    const now = client.files.known(query, current?.from ?? 0, current?.ids ?? undefined)
    if (!isSame(kept.current, now)) kept.current = now
    return kept.current
  })
  return useMemo(
    () => ({
      files: current || (fromDevice && known.length > 0) ? known : null,
      hasMore: current !== null && current.from > 0,
      isReading,
      failed: failed || isAway,
      more: () => void ask(current),
      again: () => (isLive ? void ask(null) : client.retryNow()),
    }),
    [current, fromDevice, known, isReading, failed, isAway, isLive, client, ask],
  )
}

/** From the first attempt that failed until the server answers: also while another one is made. */
function useIsAway(kind: Status['kind']): boolean {
  const [isAway, setAway] = useState(false)
  useEffect(() => {
    if (kind === 'waiting' || kind === 'offline') setAway(true)
    if (kind === 'live') setAway(false)
  }, [kind])
  return isAway
}

function isSame(a: readonly File[], b: readonly File[]): boolean {
  return a.length === b.length && a.every((file, index) => file === b[index])
}
