import { api } from '@naniwa/contract'
import { useEffect, useState } from 'react'
import { useClient, useStatus } from '../../live/client.ts'

export interface Usage {
  used: number
  quota: number | null
}

/** What the organization keeps; asked again when files came or went. Null: not known yet. */
export function useUsage(count: number): Usage | null {
  const client = useClient()
  const isLive = useStatus().kind === 'live'
  const [usage, setUsage] = useState<Usage | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when there are more or fewer
  useEffect(() => {
    if (!isLive) return
    const reading = client.call(api.files.usage, {}).then(setUsage)
    client.engine.background(reading)
  }, [client, isLive, count])
  return usage
}
