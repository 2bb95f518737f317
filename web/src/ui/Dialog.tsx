import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import { useText } from '../text/text.ts'
import { useBack } from './back.ts'
import { classes } from './classes.ts'
import { IconButton } from './IconButton.tsx'

/** Called with how it was closed: `true` is where focus came from. */
export type FinalFocus = (by: 'mouse' | 'touch' | 'pen' | 'keyboard' | '') => HTMLElement | true

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
  /** Where focus goes afterwards; else where it came from. */
  finalFocus?: FinalFocus
  /** Buttons, the safe one first. Without it, `children` fills the dialog to its edge. */
  footer?: ReactNode
  /** `fill`: the content sets its own padding and scrolls by itself. */
  body?: 'padded' | 'fill'
  children: ReactNode
}

/** Takes focus, gives it back; Esc, the cross and a press outside close it. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, before, size = 'medium', initialFocus, finalFocus, body = 'padded' } = props
  const text = useText()
  const content = useRef<HTMLDivElement>(null)
  useBack(open, () => onOpenChange(false))
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim" forceRender />
        <Base.Viewport className="stand">
          <Base.Popup
            className={classes('dialog dlg', size !== 'medium' && size)}
            initialFocus={initialFocus ?? ((by) => by === 'touch' || firstIn(content.current))}
            finalFocus={finalFocus}
          >
            <header>
              {before}
              <Base.Title className="grow clip">{title}</Base.Title>
              <Base.Close render={<IconButton icon={X} label={text.ui.close} />} />
            </header>
            {body === 'padded' ? (
              <div className="in scroll" ref={content}>
                {props.children}
              </div>
            ) : (
              props.children
            )}
            {props.footer && <footer>{props.footer}</footer>}
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
  finalFocus?: FinalFocus
  children: ReactNode
}

/** A dialog that draws its own head: search, a viewer. */
export function BareDialog(props: BareDialogProps) {
  const { open, onOpenChange, label, className, initialFocus, finalFocus, children } = props
  useBack(open, () => onOpenChange(false))
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim" forceRender />
        <Base.Viewport className="stand">
          <Base.Popup
            className={classes('dialog', className)}
            aria-label={label}
            initialFocus={initialFocus}
            finalFocus={finalFocus}
          >
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
