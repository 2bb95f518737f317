import { CircleCheckBig } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { newPasswordProblem } from '../people/check.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { type Failure, failureText } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Choice.tsx'
import { Banner } from '../ui/Feedback.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { PasswordField } from '../ui/PasswordField.tsx'
import { Prefs } from './Prefs.tsx'

export interface PasswordSettingsProps {
  /** The address of the account, for password managers. */
  loginMail: string
  state: 'idle' | 'busy' | 'changed'
  failure: Failure | null
  onChange: (input: { current: string; next: string; programs?: 'end' }) => void
}

export function PasswordSettings({ loginMail, state, failure, onChange }: PasswordSettingsProps) {
  const text = useText()
  const { settings } = text
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [endsPrograms, setEndsPrograms] = useState(false)
  const [tried, setTried] = useState(false)
  const missing = current === '' ? text.people.missingPassword : undefined
  const short = newPasswordProblem(text, next)
  const wrong = failure === 'sign_in_failed' ? settings.wrongPassword : undefined
  const weak = failure === 'weak_password' ? failureText(text, failure) : undefined

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (missing || short) return focusFirstWrong(event.currentTarget)
    if (state !== 'busy') onChange({ current, next, ...(endsPrograms && { programs: 'end' }) })
  }

  return (
    <Prefs title={settings.password} lead={settings.passwordLead}>
      {state === 'changed' ? (
        <Banner tone="good" shape="box" icon={CircleCheckBig}>
          {settings.passwordChanged}
        </Banner>
      ) : (
        <form className="stack g4 narrow" noValidate onSubmit={submit}>
          {!wrong && !weak && <FailureNote failure={failure} />}
          <input className="sr" type="text" autoComplete="username" value={loginMail} readOnly hidden />
          <PasswordField
            label={settings.currentPassword}
            purpose="enter"
            value={current}
            onValue={setCurrent}
            error={(tried ? missing : undefined) ?? wrong}
          />
          <PasswordField
            label={settings.nextPassword}
            purpose="choose"
            value={next}
            onValue={setNext}
            hint={text.people.passwordHint}
            error={(tried ? short : undefined) ?? weak}
          />
          <Checkbox checked={endsPrograms} onCheck={setEndsPrograms}>
            {settings.endPrograms}
          </Checkbox>
          <div className="row">
            <Button type="submit" variant="primary" busy={state === 'busy'}>
              {settings.changePassword}
            </Button>
          </div>
        </form>
      )}
    </Prefs>
  )
}
