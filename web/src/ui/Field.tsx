import { CircleAlert } from 'lucide-react'
import { createContext, type ReactNode, useContext, useId } from 'react'
import { Icon } from './Icon.tsx'

interface FieldIds {
  id: string
  describedBy?: string
  invalid: boolean
}

const Ids = createContext<FieldIds | null>(null)

/** What an input inside a Field takes over from it: its id, its description and whether it is wrong. */
export function useFieldProps() {
  const ids = useContext(Ids)
  if (!ids) return {}
  return { id: ids.id, 'aria-describedby': ids.describedBy, 'aria-invalid': ids.invalid || undefined }
}

export interface FieldProps {
  label: ReactNode
  /** Stands at the end of the label's line: a link, a counter. */
  labelEnd?: ReactNode
  hint?: ReactNode
  /** Says what is wrong and what to do; takes the hint's place. */
  error?: ReactNode
  /** Stands between the input and its hint. */
  between?: ReactNode
  className?: string
  children: ReactNode
}

export function Field({ label, labelEnd, hint, error, between, className, children }: FieldProps) {
  const id = useId()
  const told = `${id}-told`
  return (
    <div className={className ? `field ${className}` : 'field'}>
      <div className="top">
        <label className="label" htmlFor={id}>
          {label}
        </label>
        {labelEnd}
      </div>
      <Ids value={{ id, describedBy: error || hint ? told : undefined, invalid: Boolean(error) }}>{children}</Ids>
      {between}
      {error ? (
        <p className="hint bad" id={told}>
          <Icon of={CircleAlert} size="xs" />
          <span>{error}</span>
        </p>
      ) : (
        hint && (
          <p className="hint" id={told}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}
