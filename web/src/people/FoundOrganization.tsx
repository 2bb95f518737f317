import { type FormEvent, type ReactNode, useState } from 'react'
import { type Failure, failureText } from '../text/failure.ts'
import { type Language, useLanguage } from '../text/language.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { Input } from '../ui/Input.tsx'
import { emailProblem, nameProblem, newPasswordProblem } from './check.ts'
import { EmailField, NameField, NewPasswordField } from './fields.tsx'
import { GateHead } from './Gate.tsx'

export interface FoundInput {
  organizationName: string
  name: string
  email: string
  password: string
  language: Language
}

export interface FoundOrganizationProps {
  busy: boolean
  failure: Failure | null
  note: ReactNode
  onFound: (input: FoundInput) => void
}

export function FoundOrganization({ busy, failure, note, onFound }: FoundOrganizationProps) {
  const text = useText()
  const language = useLanguage()
  const [organizationName, setOrganizationName] = useState('')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const wrong = {
    organizationName: nameProblem(text, organizationName),
    name: nameProblem(text, name),
    email: emailProblem(text, email),
    password: newPasswordProblem(text, password),
  }
  const shown: Partial<typeof wrong> = tried ? wrong : {}
  const refused = failure === 'weak_password' ? failureText(text, failure) : undefined

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (Object.values(wrong).some(Boolean)) return focusFirstWrong(event.currentTarget)
    if (busy) return
    onFound({ organizationName: organizationName.trim(), name: name.trim(), email: email.trim(), password, language })
  }

  return (
    <>
      <GateHead title={text.people.foundOrganization} lead={text.people.foundLead} />
      {!refused && note}
      <form className="stack g4" noValidate onSubmit={submit}>
        <Field label={text.people.organizationName} hint={text.people.organizationHint} error={shown.organizationName}>
          <Input
            look="lg"
            autoComplete="organization"
            maxLength={100}
            value={organizationName}
            onChange={(event) => setOrganizationName(event.target.value)}
          />
        </Field>
        <NameField label={text.people.yourName} value={name} onValue={setName} error={shown.name} />
        <EmailField value={email} onValue={setEmail} error={shown.email} />
        <NewPasswordField value={password} onValue={setPassword} error={shown.password ?? refused} />
        <Button type="submit" variant="primary" size="xl" width="full" busy={busy}>
          {text.people.next}
        </Button>
      </form>
    </>
  )
}
