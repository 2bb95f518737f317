import type { Task } from '@naniwa/contract'
import { type FocusEvent, type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import { Drag, type Point } from './drag.ts'

/** A task that is being carried to another place: a column of the board, a day of the calendar. */
export interface Lifted {
  readonly task: Task
  readonly from: string
  readonly over: string
  /** Where the pointer is; null while it is moved by keys. */
  readonly at: Point | null
}

export interface LiftOptions {
  /** What carries `data-lift="room-id"`. */
  find: (key: string) => Task | undefined
  placeOf: (task: Task) => string
  /** Where a key leads; null: it does not lead anywhere. */
  step: (key: string, over: string) => string | null
  mayLift: (task: Task) => boolean
  onDrop: (task: Task, over: string) => void
  /** Each step, for those who do not see it. */
  words: {
    lifted: (task: Task, over: string) => string
    over: (over: string) => string
    returned: (task: Task) => string
  }
}

/** Space lifts what has focus, arrows carry it, Space drops it, Esc takes it back; a pointer drags it. */
export function useLift(options: LiftOptions) {
  const [lifted, setShown] = useState<Lifted | null>(null)
  const [said, setSaid] = useState('')
  // Known at once: a drop may follow a step before anything is drawn.
  const now = useRef({ options, lifted })
  now.current.options = options
  const setLifted = useCallback((next: Lifted | null) => {
    now.current.lifted = next
    setShown(next)
  }, [])

  const lift = useCallback(
    (task: Task, at: Lifted['at']) => {
      const from = now.current.options.placeOf(task)
      setLifted({ task, from, over: from, at })
      setSaid(now.current.options.words.lifted(task, from))
    },
    [setLifted],
  )

  const finish = useCallback(
    (how: 'drop' | 'return') => {
      const { lifted: held, options: its } = now.current
      if (!held) return
      setLifted(null)
      if (how === 'return' || held.over === held.from) setSaid(its.words.returned(held.task))
      else its.onDrop(held.task, held.over)
      if (!held.at) focusAgain(keyOf(held.task))
    },
    [setLifted],
  )

  const carry = useCallback(
    (over: string, at: Lifted['at']) => {
      const { lifted: held, options: its } = now.current
      if (!held) return
      if (held.over !== over) setSaid(its.words.over(over))
      setLifted({ ...held, over, at })
    },
    [setLifted],
  )

  const pointer = usePointer({ now, lift, carry, finish })

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (lifted) {
      const to = options.step(event.key, lifted.over)
      if (event.key === 'Escape') finish('return')
      else if (event.key === ' ' || event.key === 'Enter') finish('drop')
      else if (to !== null) carry(to, null)
      else if (event.key !== 'Tab') return
      // Nothing else may happen while it is carried.
      event.preventDefault()
      event.stopPropagation()
      return
    }
    const key = (event.target as Element).closest<HTMLElement>('[data-lift]')?.dataset.lift
    const task = key && event.key === ' ' && !isControl(event.target) ? options.find(key) : undefined
    if (!task || !options.mayLift(task)) return
    event.preventDefault()
    event.stopPropagation()
    lift(task, null)
  }

  return {
    lifted,
    said,
    on: { onKeyDown, ...pointer },
    /** Focus went elsewhere. What was drawn anew and lost it that way is carried on. */
    onBlur: ({ relatedTarget, currentTarget }: FocusEvent) => {
      if (lifted?.at === null && relatedTarget && !currentTarget.contains(relatedTarget)) finish('return')
    },
  }
}

export function keyOf({ roomId, id }: Pick<Task, 'roomId' | 'id'>): string {
  return `${roomId}-${id}`
}

function isControl(target: EventTarget): boolean {
  return target instanceof HTMLInputElement
}

/** It may be drawn anew in another place. */
function focusAgain(key: string): void {
  const focus = (left: number) => {
    const found = document.querySelector<HTMLElement>(`[data-lift="${key}"]`)
    const takes = found?.matches('a, button') ? found : found?.querySelector<HTMLElement>('a, button')
    takes?.focus()
    if (left > 0) requestAnimationFrame(() => focus(left - 1))
  }
  requestAnimationFrame(() => focus(2))
}

interface PointerParts {
  now: { readonly current: { options: LiftOptions; lifted: Lifted | null } }
  lift: (task: Task, at: Lifted['at']) => void
  carry: (over: string, at: Lifted['at']) => void
  finish: (how: 'drop' | 'return') => void
}

function usePointer({ now, lift, carry, finish }: PointerParts) {
  const drag = useRef<Drag | null>(null)
  useEffect(() => () => drag.current?.end(), [])

  const onPointerDown = useCallback(
    (event: PointerEvent) => {
      const target = event.target as Element
      const key = target.closest<HTMLElement>('[data-lift]')?.dataset.lift
      const task = key === undefined ? undefined : now.current.options.find(key)
      if (event.button !== 0 || !task || isControl(target) || !now.current.options.mayLift(task)) return
      drag.current?.end()
      drag.current = new Drag(event, {
        begin: (at) => lift(task, at),
        carry(over = now.current.lifted?.over, at) {
          if (over !== undefined) carry(over, at)
        },
        finish,
      })
    },
    [now, lift, carry, finish],
  )
  return { onPointerDown }
}
