import { useState } from 'react'
import type { Failure } from '../text/failure.ts'
import { useAction } from './action.ts'

export interface Chosen<T> {
  value: T
  failure: Failure | null
  choose: (next: T) => void
  /** What the server says it is. */
  tell: (value: T) => void
}

/** A setting that shows what was chosen at once, until the answer or a refusal comes: then what the server says counts again. */
export function useChosen<T>(start: T, save: (next: T) => Promise<unknown>): Chosen<T> {
  const [told, tell] = useState(start)
  const [chosen, setChosen] = useState<T | null>(null)
  const change = useAction(async (next: T) => {
    setChosen(next)
    try {
      await save(next)
      tell(next)
    } finally {
      setChosen((now) => (now === next ? null : now))
    }
  })
  return { value: chosen ?? told, failure: change.failure, choose: (next) => void change.run(next), tell }
}
