import { Eye, EyeOff } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useText } from '../text/text.ts'
import { classes } from './classes.ts'
import { Field } from './Field.tsx'
import { IconButton } from './IconButton.tsx'
import { Input, type InputProps } from './Input.tsx'
import { guessStrength } from './strength.ts'

export interface PasswordFieldProps extends Omit<InputProps, 'type' | 'value' | 'onChange' | 'after'> {
  label: ReactNode
  labelEnd?: ReactNode
  hint?: ReactNode
  error?: ReactNode
  value: string
  onValue: (value: string) => void
  /** `choose` shows how strong it is and offers a new one; `enter` fills in the saved one. */
  purpose: 'enter' | 'choose'
}

export function PasswordField(props: PasswordFieldProps) {
  const { label, labelEnd, hint, error, value, onValue, purpose, ...rest } = props
  const text = useText()
  const [shown, setShown] = useState(false)
  return (
    <Field
      label={label}
      labelEnd={labelEnd}
      error={error}
      hint={hint}
      between={purpose === 'choose' && <Strength value={value} />}
    >
      <Input
        {...rest}
        type={shown ? 'text' : 'password'}
        placeholder=" "
        autoComplete={purpose === 'choose' ? 'new-password' : 'current-password'}
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        after={
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={shown ? text.ui.hidePassword : text.ui.showPassword}
            size="xs"
            onClick={() => setShown(!shown)}
          />
        }
      />
    </Field>
  )
}

function Strength({ value }: { value: string }) {
  const text = useText()
  const strength = guessStrength(value)
  return (
    <div className={classes('strength', strength < 3 && 'weak')}>
      <meter
        className="sr"
        aria-label={text.ui.passwordStrength}
        min={0}
        max={4}
        value={strength}
        aria-valuetext={text.ui.strength[strength]}
      />
      {[1, 2, 3, 4].map((step) => (
        <i key={step} className={step <= strength ? 'on' : undefined} />
      ))}
    </div>
  )
}
