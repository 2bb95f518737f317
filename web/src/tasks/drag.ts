/** A mouse that moved this far is dragging; px. A finger that rests this long is; ms. */
const SLACK = 5
const HOLD = 350

export interface Point {
  readonly x: number
  readonly y: number
}

export interface DragSteps {
  /** From here on it is carried. */
  begin: (at: Point) => void
  /** Over what carries `data-drop`; undefined: over nothing of the kind. */
  carry: (over: string | undefined, at: Point) => void
  finish: (how: 'drop' | 'return') => void
}

/**
 * A pointer that was pressed on something, until it is let go: a press, a scroll or a drag, which only its movement tells apart. Esc
 * takes a drag back.
 */
export class Drag {
  readonly #steps: DragSteps
  readonly #isMouse: boolean
  readonly #start: Point
  readonly #over = new AbortController()
  #isCarried = false

  constructor(
    { clientX, clientY, pointerType }: Pick<PointerEvent, 'clientX' | 'clientY' | 'pointerType'>,
    steps: DragSteps,
  ) {
    this.#steps = steps
    this.#isMouse = pointerType === 'mouse'
    this.#start = { x: clientX, y: clientY }
    const { signal } = this.#over
    if (!this.#isMouse) {
      const timer = setTimeout(() => this.#begin(this.#start), HOLD)
      signal.addEventListener('abort', () => clearTimeout(timer))
    }
    addEventListener('pointermove', (event) => this.#move({ x: event.clientX, y: event.clientY }), { signal })
    addEventListener('pointerup', () => this.#letGo(), { signal })
    addEventListener('pointercancel', () => this.#takeBack(), { signal })
    addEventListener('keydown', ({ key }) => key === 'Escape' && this.#isCarried && this.#takeBack(), { signal })
    // A finger that carries something does not scroll.
    addEventListener('touchmove', (event) => this.#isCarried && event.preventDefault(), { signal, passive: false })
  }

  /** Nothing more comes of it. */
  end(): void {
    this.#over.abort()
  }

  #begin(at: Point): void {
    this.#isCarried = true
    this.#steps.begin(at)
  }

  #move(at: Point): void {
    const isFar = Math.hypot(at.x - this.#start.x, at.y - this.#start.y) > SLACK
    // A finger that moves at once scrolls.
    if (isFar && !this.#isCarried) this.#isMouse ? this.#begin(at) : this.end()
    if (!this.#isCarried) return
    const under = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-drop]')
    this.#steps.carry(under?.dataset.drop, at)
  }

  #letGo(): void {
    this.end()
    if (!this.#isCarried) return
    swallowClick()
    this.#steps.finish('drop')
  }

  #takeBack(): void {
    this.end()
    if (this.#isCarried) this.#steps.finish('return')
  }
}

/** The press that ends a drag opens nothing. */
function swallowClick(): void {
  const swallow = (click: MouseEvent) => {
    click.preventDefault()
    click.stopPropagation()
  }
  addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), 0)
}
