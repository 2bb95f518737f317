import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { classes } from './classes.ts'

export interface SplitterProps {
  /** What is made wider or narrower. */
  label: string
  /** The id of the part before it, which it draws. */
  controls: string
  /** Of that part, in px, as it is; always between `min` and `max`. */
  value: number
  min: number
  max: number
  /** As it is drawn; null: the drawing is over, and what it was before counts again unless `onValue` says otherwise. */
  onDraw: (value: number | null) => void
  /** Chosen: where a drawing ended, or by keys. */
  onValue: (value: number) => void
  /** Back to what it was before anybody drew it. */
  onReset: () => void
}

const STEP = 8

/** The edge between two parts that stand side by side: drawn by pointer or by the arrow keys. Esc takes a drawing back. */
export function Splitter({ label, controls, value, min, max, onDraw, onValue, onReset }: SplitterProps) {
  const drawing = useRef<{ x: number; value: number } | null>(null)
  const [isDrawn, setDrawn] = useState(false)
  const within = (next: number) => Math.round(Math.min(Math.max(next, min), max))

  function begin(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return
    // Nothing is selected meanwhile; which also keeps focus from coming here by itself.
    event.preventDefault()
    event.currentTarget.focus({ preventScroll: true })
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = { x: event.clientX, value }
    setDrawn(true)
  }
  function reached({ clientX }: PointerEvent): number | null {
    const from = drawing.current
    return from && within(from.value + clientX - from.x)
  }
  function move(event: PointerEvent) {
    if (drawing.current) onDraw(reached(event))
  }
  function end(event: PointerEvent) {
    const next = reached(event)
    // A press that moved nothing chooses nothing.
    if (next !== null && next !== drawing.current?.value) onValue(next)
    takeBack()
  }
  function takeBack() {
    drawing.current = null
    setDrawn(false)
    onDraw(null)
  }
  function onKeyDown(event: KeyboardEvent) {
    const { key, altKey, ctrlKey, metaKey } = event
    if (altKey || ctrlKey || metaKey) return
    const next = { ArrowLeft: value - STEP, ArrowRight: value + STEP, Home: min, End: max }[key]
    if (next !== undefined) onValue(within(next))
    else if (key === 'Escape' && isDrawn) takeBack()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule is nothing one can take hold of
    <div
      className={classes('splitter', isDrawn && 'drawn')}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={takeBack}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
    />
  )
}
