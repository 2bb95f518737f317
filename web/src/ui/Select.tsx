import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import { useLandmark } from './landmark.ts'

export interface SelectProps<Value extends string> {
  label: string
  value: Value
  onValue: (value: Value) => void
  options: readonly { value: Value; text: string; hint?: ReactNode }[]
  disabled?: boolean
  /** `ghost` for the end of a row in a list. */
  look?: 'default' | 'ghost'
}

/** One of a few. More than about seven ask for a search field instead. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, onValue, options, disabled, look = 'default' } = props
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValue(next)
      }}
      items={options.map((option) => ({ value: option.value, label: option.text }))}
      disabled={disabled}
    >
      <Base.Trigger className={look === 'ghost' ? 'btn ghost sm picklist' : 'btn picklist'} aria-label={label}>
        <Base.Value />
        <Icon of={ChevronsUpDown} size="xs" />
      </Base.Trigger>
      <Base.Portal {...useLandmark()}>
        <Base.Positioner
          className="floater"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          alignItemWithTrigger={false}
        >
          <Base.Popup className="float menu scroll" aria-label={label}>
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value}>
                <span className="grow">
                  <Base.ItemText>{option.text}</Base.ItemText>
                  {option.hint && <span className="hintline">{option.hint}</span>}
                </span>
                <span className="tick">
                  <Base.ItemIndicator>
                    <Icon of={Check} size="sm" />
                  </Base.ItemIndicator>
                </span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
