import { useCallback, useRef, useState } from 'react'
import type { Failure } from '../text/failure.ts'
import { useAction } from './action.ts'

export interface Chosen<T> {
  /** Null until it is read. */
  value: T | null
  failure: Failure | null
  choose: (next: T) => void
  /** Before one asks the server what it is. The answer goes to what this returns, and counts unless there was a choice meanwhile. */
  asking: () => (answer: T) => void
}

/** A setting that shows what was chosen at once, until the answer or a refusal comes: then what the server says counts again. */
export function useChosen<T>(save: (next: T) => Promise<unknown>): Chosen<T> {
  const [told, setTold] = useState<T | null>(null)
  const [chosen, setChosen] = useState<T | null>(null)
  const turns = useRef(0)
  const change = useAction(async (next: T) => {
    turns.current += 1
    setChosen(next)
    try {
      await save(next)
      setTold(next)
    } finally {
      turns.current += 1
      setChosen((now) => (now === next ? null : now))
    }
  })
  const asking = useCallback(() => {
    const turn = turns.current
    return (answer: T) => {
      if (turns.current === turn) setTold(answer)
    }
  }, [])
  return { value: chosen ?? told, failure: change.failure, choose: (next) => void change.run(next), asking }
}
