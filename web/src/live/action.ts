import { Refusal } from '@naniwa/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Failure, failureText } from '../text/failure.ts'
import { currentText } from '../text/text.ts'
import { useToast } from '../ui/Toast.tsx'

export function failureOf(error: unknown): Failure {
  return error instanceof Refusal ? error.code : 'disconnected'
}

export interface Action<Input> {
  busy: boolean
  failure: Failure | null
  /** False when it failed; `failure` then says why. */
  run: (input: Input) => Promise<boolean>
  reset: () => void
}

/** Something that takes a while and may be refused, for a form that shows both. */
export function useAction<Input>(work: (input: Input) => Promise<void>): Action<Input> {
  const latest = useRef(work)
  useEffect(() => {
    latest.current = work
  })
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const run = useCallback(async (input: Input) => {
    setBusy(true)
    setFailure(null)
    try {
      await latest.current(input)
      return true
    } catch (error) {
      if (!(error instanceof Refusal)) console.error(error)
      setFailure(failureOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }, [])
  const reset = useCallback(() => setFailure(null), [])
  return { busy, failure, run, reset }
}

/** For what is done with one press: a refusal is said at the lower edge. Resolves to whether it was done. */
export function useDo(): (work: Promise<unknown>) => Promise<boolean> {
  const toast = useToast()
  return useCallback(
    async (work) => {
      try {
        await work
        return true
      } catch (error) {
        toast({ text: failureText(currentText(), failureOf(error)) })
        return false
      }
    },
    [toast],
  )
}
