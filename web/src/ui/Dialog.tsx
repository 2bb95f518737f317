import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import { useText } from '../text/text.ts'
import { classes } from './classes.ts'
import { IconButton } from './IconButton.tsx'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** Stands before the title: a tile, an avatar. */
  before?: ReactNode
  /** 440, 560 or 920 px; a sheet from below on phones. */
  size?: 'small' | 'medium' | 'wide'
  /** Where focus goes first; else the first thing that takes it. */
  initialFocus?: RefObject<HTMLElement | null>
  /** Buttons, the safe one first. Without it, `children` fills the dialog to its edge. */
  footer?: ReactNode
  /** `fill`: the content sets its own padding and scrolls by itself. */
  body?: 'padded' | 'fill'
  children: ReactNode
}

/** Takes focus, gives it back; Esc, the cross and a press outside close it. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, before, size = 'medium', initialFocus, footer, body = 'padded', children } = props
  const text = useText()
  const content = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="stand">
          <Base.Popup
            className={classes('dialog dlg', size !== 'medium' && size)}
            initialFocus={initialFocus ?? ((by) => by === 'touch' || firstIn(content.current))}
          >
            <header>
              {before}
              <Base.Title className="grow clip">{title}</Base.Title>
              <Base.Close render={<IconButton icon={X} label={text.ui.close} />} />
            </header>
            {body === 'padded' ? (
              <div className="in scroll" ref={content}>
                {children}
              </div>
            ) : (
              children
            )}
            {footer && <footer>{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

/** The first thing to fill in or press: not the cross, which stands before it. By touch no keyboard is called up. */
function firstIn(content: HTMLElement | null): HTMLElement | true {
  return content?.querySelector<HTMLElement>('input:enabled, textarea:enabled, button:enabled, a[href]') ?? true
}

export interface BareDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Its name; nothing is drawn for it. */
  label: string
  className?: string
  initialFocus?: RefObject<HTMLElement | null>
  children: ReactNode
}

/** A dialog that draws its own head: search, a viewer. */
export function BareDialog({ open, onOpenChange, label, className, initialFocus, children }: BareDialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="stand">
          <Base.Popup className={classes('dialog', className)} aria-label={label} initialFocus={initialFocus}>
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
