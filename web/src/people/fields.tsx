import { useText } from '../text/text.ts'
import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'

interface TextFieldProps {
  value: string
  onValue: (value: string) => void
  error?: string
}

export interface EmailFieldProps extends TextFieldProps {
  label?: string
  /** `username`: a password manager fills it in. */
  fill?: 'username' | 'email'
  /** `fixed`: known already, shown only. */
  look?: 'open' | 'fixed'
}

export function EmailField({ label, value, onValue, error, fill = 'email', look = 'open' }: EmailFieldProps) {
  const { people } = useText()
  return (
    <Field label={label ?? people.email} error={error}>
      <Input
        look="lg"
        type="email"
        inputMode="email"
        autoComplete={fill}
        autoCapitalize="off"
        spellCheck={false}
        readOnly={look === 'fixed'}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </Field>
  )
}

export interface NameFieldProps extends TextFieldProps {
  label: string
  placeholder?: string
}

export function NameField({ label, placeholder, value, onValue, error }: NameFieldProps) {
  return (
    <Field label={label} error={error}>
      <Input
        look="lg"
        autoComplete="name"
        maxLength={100}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </Field>
  )
}

export interface NewPasswordFieldProps extends TextFieldProps {
  label?: string
}

export function NewPasswordField({ label, value, onValue, error }: NewPasswordFieldProps) {
  const { people } = useText()
  return (
    <PasswordField
      label={label ?? people.password}
      look="lg"
      purpose="choose"
      maxLength={1024}
      value={value}
      onValue={onValue}
      hint={people.passwordHint}
      error={error}
    />
  )
}
