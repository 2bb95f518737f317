import { Check, Minus } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'

export interface CheckboxProps {
  checked: boolean
  onCheck: (checked: boolean) => void
  /** Square for a choice, round for something to get done. */
  shape?: 'square' | 'round'
  /** Some of what it stands for is on. */
  mixed?: boolean
  disabled?: boolean
  name?: string
  hint?: ReactNode
  /** Its text. Without it, give `label`. */
  children?: ReactNode
  label?: string
  /** -1 in a list whose rows are gone through by arrows. */
  tabIndex?: number
}

export function Checkbox(props: CheckboxProps) {
  const { checked, onCheck, shape = 'square', mixed, disabled, name, hint, children, label, tabIndex } = props
  const box = (
    <span className={classes('check', shape === 'round' && 'round')}>
      <input
        type="checkbox"
        name={name}
        checked={checked}
        disabled={disabled}
        aria-label={label}
        tabIndex={tabIndex}
        ref={(input) => {
          if (input) input.indeterminate = mixed ?? false
        }}
        onChange={(event) => onCheck(event.target.checked)}
      />
      <Icon of={mixed ? Minus : Check} />
    </span>
  )
  return children ? <Labelled box={box} text={children} hint={hint} /> : box
}

function Labelled({ box, text, hint }: { box: ReactNode; text: ReactNode; hint?: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the input is inside `box`
    <label className="choice">
      {box}
      <span>
        {text}
        {hint && <span className="hint">{hint}</span>}
      </span>
    </label>
  )
}

export interface Option<Value extends string> {
  value: Value
  text: ReactNode
  hint?: ReactNode
  disabled?: boolean
}

interface Choosing<Value extends string> {
  /** What is chosen: the group's name. */
  label: string
  value: Value
  onValue: (value: Value) => void
  options: readonly Option<Value>[]
}

export interface RadioGroupProps<Value extends string> extends Choosing<Value> {}

export function RadioGroup<Value extends string>({ label, value, onValue, options }: RadioGroupProps<Value>) {
  const name = useId()
  return (
    <div className="choices" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <Labelled
          key={option.value}
          text={option.text}
          hint={option.hint}
          box={
            <Radio
              name={name}
              checked={option.value === value}
              disabled={option.disabled}
              onCheck={() => onValue(option.value)}
            />
          }
        />
      ))}
    </div>
  )
}

export interface RadioProps {
  name: string
  checked: boolean
  onCheck: () => void
  disabled?: boolean
}

/** The bare dot, for a label of one's own making. */
export function Radio({ name, checked, onCheck, disabled }: RadioProps) {
  return (
    <span className="radio">
      <input type="radio" name={name} checked={checked} disabled={disabled} onChange={onCheck} />
    </span>
  )
}

export interface SegmentedProps<Value extends string> extends Choosing<Value> {}

/** Two to four short choices side by side. */
export function Segmented<Value extends string>({ label, value, onValue, options }: SegmentedProps<Value>) {
  const name = useId()
  return (
    <div className="seg" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onValue(option.value)}
          />
          {option.text}
        </label>
      ))}
    </div>
  )
}

export interface SwitchProps {
  label: string
  checked: boolean
  onCheck: (checked: boolean) => void
  disabled?: boolean
}

/** On or off at once, without saving. */
export function Switch({ label, checked, onCheck, disabled }: SwitchProps) {
  return (
    <span className="switch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        aria-label={label}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onCheck(event.target.checked)}
      />
    </span>
  )
}
