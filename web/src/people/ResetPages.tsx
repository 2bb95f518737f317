import { type FormEvent, useState } from 'react'
import { paths } from '../frame/paths.ts'
import { type Failure, failureText } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { emailProblem, newPasswordProblem } from './check.ts'
import { FailureNote } from './FailureNote.tsx'
import { EmailField, NewPasswordField } from './fields.tsx'
import { Gate, GateHead } from './Gate.tsx'

export interface RequestResetPageProps {
  host: string
  email?: string
  /** Whether this server sends mail. */
  mail: boolean
  busy: boolean
  failure: Failure | null
  onRequest: (email: string) => void
}

export function RequestResetPage({ host, email: known = '', mail, busy, failure, onRequest }: RequestResetPageProps) {
  const text = useText()
  const [email, setEmail] = useState(known)
  const [tried, setTried] = useState(false)
  const error = emailProblem(text, email)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (error) return focusFirstWrong(event.currentTarget)
    if (!busy) onRequest(email.trim())
  }

  return (
    <Gate title={text.people.resetTitle} art="signIn" host={host}>
      <GateHead title={text.people.resetTitle} lead={text.people.resetLead(mail)} />
      <FailureNote failure={failure} />
      <form className="stack g4" noValidate onSubmit={submit}>
        <EmailField value={email} onValue={setEmail} error={tried ? error : undefined} fill="username" />
        <Button type="submit" variant="primary" size="xl" width="full" busy={busy}>
          {text.people.sendLink(mail)}
        </Button>
      </form>
      <p className="quiet center">
        <a className="link" href={paths.signIn()}>
          {text.people.backToSignIn}
        </a>
      </p>
    </Gate>
  )
}

export interface ResetPasswordPageProps {
  host: string
  busy: boolean
  failure: Failure | null
  onReset: (password: string) => void
}

/** Where the link of a reset mail leads. */
export function ResetPasswordPage({ host, busy, failure, onReset }: ResetPasswordPageProps) {
  const text = useText()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const error = newPasswordProblem(text, password)
  const refused = failure === 'weak_password' ? failureText(text, failure) : undefined

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (error) return focusFirstWrong(event.currentTarget)
    if (!busy) onReset(password)
  }

  return (
    <Gate title={text.people.chooseTitle} art="signIn" host={host}>
      <GateHead title={text.people.chooseTitle} lead={text.people.chooseLead} />
      {!refused && <FailureNote failure={failure} />}
      <form className="stack g4" noValidate onSubmit={submit}>
        <NewPasswordField
          label={text.people.newPassword}
          value={password}
          onValue={setPassword}
          error={tried ? (error ?? refused) : refused}
        />
        <Button type="submit" variant="primary" size="xl" width="full" busy={busy}>
          {text.people.choosePassword}
        </Button>
      </form>
    </Gate>
  )
}
