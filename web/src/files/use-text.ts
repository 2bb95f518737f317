import { textPath } from '@naniwa/contract'
import { useEffect, useState } from 'react'
import type { FilePlace } from './file-verbs.ts'

/** The beginning of a text, once its preview is ready; null before, or when it could not be had. */
export function useBeginning({ roomId, id }: FilePlace, isReady: boolean): string | null {
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    if (!isReady) return
    const stop = new AbortController()
    readBeginning({ roomId, id }, stop.signal).then(setText, () => {})
    return () => stop.abort()
  }, [roomId, id, isReady])
  return text
}

async function readBeginning(place: FilePlace, signal: AbortSignal): Promise<string | null> {
  const answer = await fetch(textPath(place), { signal })
  return answer.ok ? answer.text() : null
}
