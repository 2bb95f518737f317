import type { ReactNode } from 'react'
import { classes } from '../../ui/classes.ts'
import type { Zoom } from './use-zoom.ts'

export interface ZoomAreaProps {
  zoom: Zoom
  label: string
  className?: string
  /** True when the key was for it. */
  onKey: (key: string) => boolean
  children: ReactNode
}

/** Where something is enlarged and moved, by pointer or with focus by keys. */
export function ZoomArea({ zoom, label, className, onKey, children }: ZoomAreaProps) {
  return (
    <section
      className={classes('vzoom', className, zoom.isEnlarged && 'enlarged')}
      ref={zoom.canvas}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: enlarged and moved by keys
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !onKey(event.key)) return
        event.preventDefault()
      }}
      {...zoom.on}
    >
      {children}
    </section>
  )
}
