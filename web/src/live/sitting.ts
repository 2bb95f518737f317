import type { Cancel } from '../sync/ports.ts'

/** Without a touch for so long nobody is taken to be at work; ms. Less than the two minutes for which the server takes it to hold. */
export const AT_WORK_MS = 90_000

const TOUCHES = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Whether somebody sits before this page: it is in front of all others, and was touched not long ago. */
export class Sitting {
  readonly #patience: number
  /** Whoever opens a page sits before it. */
  #touchedAt = Date.now()

  /** @param patience without a touch for so long, nobody does; ms. */
  constructor(patience: number) {
    this.#patience = patience
  }

  /** Since the last touch; ms. */
  get idle(): number {
    return Date.now() - this.#touchedAt
  }

  get isThere(): boolean {
    return isInFront() && this.idle < this.#patience
  }

  /** Calls `changed` when it has become otherwise, or may have. */
  watch(changed: () => void): Cancel {
    const come = () => {
      this.#touchedAt = Date.now()
      changed()
    }
    const touch = () => {
      if (this.idle >= this.#patience) come()
      else this.#touchedAt = Date.now()
    }
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      if (this.idle >= this.#patience) changed()
      timer = setTimeout(wait, this.idle < this.#patience ? this.#patience - this.idle : this.#patience)
    }
    wait()
    const removers = [
      ...TOUCHES.map((event) => listen(window, event, touch)),
      listen(window, 'focus', come),
      listen(window, 'blur', changed),
      listen(document, 'visibilitychange', changed),
    ]
    return () => {
      clearTimeout(timer)
      for (const remove of removers) remove()
    }
  }
}

export function isInFront(): boolean {
  return !document.hidden && document.hasFocus()
}

export function listen(target: EventTarget, event: string, run: () => void): Cancel {
  target.addEventListener(event, run, { passive: true })
  return () => target.removeEventListener(event, run)
}
