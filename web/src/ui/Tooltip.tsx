import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './Kbd.tsx'

export type Side = 'top' | 'bottom' | 'left' | 'right'

export interface TooltipProps {
  text: ReactNode
  keys?: string
  side?: Side
  /** The one element it explains. It must take a ref and have its own accessible name: the tooltip is for the eye. */
  children: ReactElement<Record<string, unknown>>
}

export function Tooltip({ text, keys, side = 'top', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className="floater tips" side={side} sideOffset={6} collisionPadding={8}>
          <Base.Popup className="tip" aria-hidden="true">
            {text}
            {keys && <Kbd keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
