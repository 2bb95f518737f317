import { type FormEvent, useState } from 'react'
import { paths } from '../frame/paths.ts'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { PasswordField } from '../ui/PasswordField.tsx'
import { emailProblem } from './check.ts'
import { FailureNote } from './FailureNote.tsx'
import { EmailField } from './fields.tsx'
import { Gate, GateHead, OtherWay } from './Gate.tsx'

export interface SignInPageProps {
  host: string
  /** Where whoever has no account yet goes after making one. */
  next?: string | null
  /** A first address, where one is known: from an invitation, or the session that just ended. */
  email?: string
  busy: boolean
  failure: Failure | null
  onSignIn: (input: { email: string; password: string }) => void
}

export function SignInPage({ host, next, email: known = '', busy, failure, onSignIn }: SignInPageProps) {
  const text = useText()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const emailError = emailProblem(text, email)
  const passwordError = password === '' ? text.people.missingPassword : undefined

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (emailError || passwordError) return focusFirstWrong(event.currentTarget)
    if (!busy) onSignIn({ email: email.trim(), password })
  }

  return (
    <Gate title={text.people.signIn} art="signIn" host={host}>
      <GateHead title={text.people.signIn} />
      <FailureNote failure={failure} />
      <form className="stack g4" noValidate onSubmit={submit}>
        <EmailField value={email} onValue={setEmail} error={tried ? emailError : undefined} fill="username" />
        <PasswordField
          label={text.people.password}
          labelEnd={
            <a className="link" href={paths.forgotten}>
              {text.people.forgot}
            </a>
          }
          look="lg"
          purpose="enter"
          value={password}
          onValue={setPassword}
          error={tried ? passwordError : undefined}
        />
        <Button type="submit" variant="primary" size="xl" width="full" busy={busy}>
          {text.people.signIn}
        </Button>
      </form>
      <OtherWay
        question={text.people.newHere}
        href={paths.found('organization', next)}
        link={text.people.foundOrganization}
      />
    </Gate>
  )
}
