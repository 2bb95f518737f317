import { X } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useText } from '../text/text.ts'
import { classes } from './classes.ts'
import { Icon, type LucideIcon } from './Icon.tsx'

export interface ToastProps {
  icon?: LucideIcon
  children: ReactNode
  action?: { text: ReactNode; onSelect: () => void }
  edge?: 'upper' | 'lower'
  onClose?: () => void
}

/** One dark line: what happened, and the way back. */
export function Toast({ icon, children, action, edge = 'lower', onClose }: ToastProps) {
  const text = useText()
  return (
    <div className={classes('toast', edge === 'upper' && 'upper')}>
      {icon && <Icon of={icon} size="sm" />}
      <span>{children}</span>
      {action && (
        <button type="button" className="act" onClick={action.onSelect}>
          {action.text}
        </button>
      )}
      {onClose && (
        <button type="button" className="ib sm" aria-label={text.ui.close} onClick={onClose}>
          <Icon of={X} size="sm" />
        </button>
      )}
    </div>
  )
}

export interface ToastRequest {
  text: string
  icon?: LucideIcon
  action?: { text: string; onSelect: () => void }
  /** ms; 6 s, or 10 s with an action. The clock stands still under the pointer and while focus is inside. */
  lasts?: number
  /** Upper: what stays so long that it may not lie over the newest message. */
  edge?: 'upper' | 'lower'
}

interface Shown extends ToastRequest {
  key: number
}

const Show = createContext<(request: ToastRequest) => void>(() => {})

/** Says something at the edge of whatever page is open: the lower one unless told otherwise. */
export function useToast(): (request: ToastRequest) => void {
  return useContext(Show)
}

/**
 * Holds what is being said. One region for the whole page, there from the start so that readers listen to it, and beside
 * the page, so that it stands over dialogs.
 */
export function ToastProvider({ children }: { children: ReactNode }) {
  const text = useText()
  const [shown, setShown] = useState<readonly Shown[]>([])
  const [held, setHeld] = useState(false)
  const next = useRef(0)
  const show = useCallback((request: ToastRequest) => {
    next.current += 1
    const key = next.current
    setShown((before) => [...before.slice(-2), { ...request, key }])
  }, [])
  const drop = useCallback((key: number) => setShown((before) => before.filter((toast) => toast.key !== key)), [])
  return (
    <Show value={show}>
      {children}
      {createPortal(
        <section
          className="toasts"
          aria-label={text.ui.notices}
          role="status"
          aria-live="polite"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          {shown.map((toast) => (
            <Passing key={toast.key} toast={toast} held={held} onDone={drop} />
          ))}
        </section>,
        document.body,
      )}
    </Show>
  )
}

interface PassingProps {
  toast: Shown
  held: boolean
  onDone: (key: number) => void
}

function Passing({ toast, held, onDone }: PassingProps) {
  const { key, action } = toast
  const lasts = toast.lasts ?? (action ? 10_000 : 6_000)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => onDone(key), lasts)
    return () => clearTimeout(timer)
  }, [held, lasts, key, onDone])

  function act() {
    action?.onSelect()
    onDone(key)
  }

  return (
    <Toast
      icon={toast.icon}
      action={action && { text: action.text, onSelect: act }}
      edge={toast.edge}
      onClose={() => onDone(key)}
    >
      {toast.text}
    </Toast>
  )
}
