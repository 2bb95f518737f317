import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { classes } from './classes.ts'

export interface PopoverProps {
  /** What opens it; without one, say what it stands beside, and when. */
  trigger?: ReactElement<Record<string, unknown>>
  anchor?: Element | null
  /** Its name, for the ear. */
  label: string
  side?: 'top' | 'bottom' | 'left' | 'right'
  align?: 'start' | 'center' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  initialFocus?: RefObject<HTMLElement | null>
  /** `fill`: no padding of its own. */
  body?: 'padded' | 'fill'
  className?: string
  children: ReactNode
}

/** Something small that floats beside what opened it, and takes focus. */
export function Popover(props: PopoverProps) {
  const { trigger, label, side = 'bottom', align = 'start', body = 'padded', className, children } = props
  return (
    <Base.Root open={props.open} onOpenChange={props.onOpenChange}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner
          className="floater"
          anchor={props.anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          <Base.Popup
            className={classes('float', body === 'padded' && 'pop', className)}
            aria-label={label}
            initialFocus={props.initialFocus}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
