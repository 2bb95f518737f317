import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type ReactNode, useRef, useState } from 'react'
import { useText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { useBack } from './back.ts'
import { Field } from './Field.tsx'
import { Input } from './Input.tsx'

export interface AlertDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The question. */
  title: string
  /** What will happen, in figures where there are some. */
  children: ReactNode
  /** The verb on the button. */
  confirm: string
  cancel?: string
  tone?: 'danger' | 'plain'
  busy?: boolean
  /** For what cannot be undone: this text has to be typed first. */
  typed?: { label: string; expected: string }
  onConfirm: () => void
}

/** A question before something that matters. Focus starts on the safe choice. */
export function AlertDialog(props: AlertDialogProps) {
  useBack(props.open, () => props.onOpenChange(false))
  return (
    <Base.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim" forceRender />
        <Base.Viewport className="stand">
          <Body {...props} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

function Body({ title, children, confirm, cancel, tone = 'danger', busy, typed, onConfirm }: AlertDialogProps) {
  const text = useText()
  const safe = useRef<HTMLButtonElement>(null)
  const [answer, setAnswer] = useState('')
  const ready = !typed || answer.trim() === typed.expected.trim()
  return (
    <Base.Popup className="dialog alert" initialFocus={typed ? undefined : safe}>
      <div>
        <Base.Title>{title}</Base.Title>
        <Base.Description className="desc" render={<div />}>
          {children}
        </Base.Description>
      </div>
      {typed && (
        <Field label={typed.label}>
          <Input value={answer} onChange={(event) => setAnswer(event.target.value)} autoComplete="off" />
        </Field>
      )}
      <footer>
        <Base.Close render={<Button ref={safe}>{cancel ?? text.ui.cancel}</Button>} />
        <Button
          variant={tone === 'danger' ? 'danger-solid' : 'primary'}
          disabled={!ready}
          busy={busy}
          onClick={onConfirm}
        >
          {confirm}
        </Button>
      </footer>
    </Base.Popup>
  )
}
