import { type CSSProperties, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'

interface Look {
  /** 1 fits the canvas. */
  scale: number
  x: number
  y: number
  /** Quarters of a turn. */
  turns: number
}

const fitting: Look = { scale: 1, x: 0, y: 0, turns: 0 }
const LEAST = 0.5
const MOST = 12
const STEP = 1.25

/** Enlarging, moving and turning something on a canvas: by wheel, keys, two fingers, and buttons. */
export function useZoom() {
  const [look, setLook] = useState(fitting)
  const pointers = useRef(new Map<number, { x: number; y: number }>())
  const canvas = useRef<HTMLDivElement>(null)

  const zoom = useCallback((factor: number) => {
    setLook((before) => {
      const scale = Math.min(MOST, Math.max(LEAST, before.scale * factor))
      const grown = scale / before.scale
      return scale <= 1
        ? { ...before, scale, x: 0, y: 0 }
        : { ...before, scale, x: before.x * grown, y: before.y * grown }
    })
  }, [])
  const fit = useCallback(() => setLook(fitting), [])
  const rotate = useCallback(() => setLook((before) => ({ ...fitting, turns: before.turns + 1 })), [])
  const move = useCallback((dx: number, dy: number) => {
    setLook((before) => (before.scale <= 1 ? before : { ...before, x: before.x + dx, y: before.y + dy }))
  }, [])

  // Not as a property: React listens to the wheel passively, and the page would zoom as well.
  useEffect(() => {
    const element = canvas.current
    function onWheel(event: WheelEvent) {
      event.preventDefault()
      if (event.ctrlKey || event.metaKey) zoom(Math.exp(-event.deltaY / 200))
      else if (!event.shiftKey) zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1)
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [zoom])

  const on = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const before = pointers.current.get(event.pointerId)
      if (!before) return
      const now = { x: event.clientX, y: event.clientY }
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1]
      if (other) zoom(distance(now, other) / Math.max(1, distance(before, other)))
      else move(now.x - before.x, now.y - before.y)
      pointers.current.set(event.pointerId, now)
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => void pointers.current.delete(event.pointerId),
    onPointerCancel: (event: PointerEvent<HTMLElement>) => void pointers.current.delete(event.pointerId),
    onDoubleClick: () => (look.scale === 1 ? zoom(2) : fit()),
  }

  function onKey(key: string): boolean {
    const deeds: Record<string, () => void> = {
      '+': () => zoom(STEP),
      '=': () => zoom(STEP),
      '-': () => zoom(1 / STEP),
      '0': fit,
      r: rotate,
    }
    const deed = deeds[key.toLowerCase()]
    deed?.()
    return deed !== undefined
  }

  const style = {
    transform: `translate(${look.x}px, ${look.y}px) scale(${look.scale}) rotate(${look.turns * 90}deg)`,
  } satisfies CSSProperties
  const isEnlarged = look.scale > 1
  return {
    canvas,
    look,
    style,
    on,
    onKey,
    isEnlarged,
    fit,
    rotate,
    zoomIn: () => zoom(STEP),
    zoomOut: () => zoom(1 / STEP),
  }
}

export type Zoom = ReturnType<typeof useZoom>

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
