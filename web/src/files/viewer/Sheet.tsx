import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

export interface SheetProps {
  src: string
  /** Shown at once, until the other is there. */
  small: string
  /** Its own pixels. */
  width: number
  height: number
  style: React.CSSProperties
  alt: string
  onFitted: (part: number) => void
}

/** A picture or a page, as large as the canvas lets it be, never larger than it is. */
export function Sheet({ src, small, width, height, style, alt, onFitted }: SheetProps) {
  const box = useRef<HTMLDivElement>(null)
  const size = useFit(box, width, height)
  const [isThere, setThere] = useState('')
  useLayoutEffect(() => {
    if (size) onFitted(size.width / width)
  }, [size, width, onFitted])
  return (
    <div className="vsheet" ref={box}>
      {size && (
        <div className="drawn" style={{ width: size.width, height: size.height, ...style }}>
          {isThere !== src && <img src={small} alt="" draggable={false} />}
          <img src={src} alt={alt} draggable={false} onLoad={() => setThere(src)} />
        </div>
      )}
    </div>
  )
}

function useFit(box: RefObject<HTMLElement | null>, width: number, height: number) {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    function measure() {
      if (!element) return
      const scale = Math.min(element.clientWidth / width, element.clientHeight / height, 1)
      setSize({ width: width * scale, height: height * scale })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, width, height])
  return size
}
