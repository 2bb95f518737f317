import { MailCheck, MessageCircleQuestionMark } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { emailProblem } from '../people/check.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Banner } from '../ui/Feedback.tsx'
import { Field } from '../ui/Field.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { Input } from '../ui/Input.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { Prefs } from './Prefs.tsx'

export interface AddressSettingsProps {
  loginMail: string
  /** Whether this server sends mail. If not, whoever runs it finds the link in its log. */
  mail: boolean
  /** Where the link went. */
  sentTo: string | null
  busy: boolean
  failure: Failure | null
  onChange: (input: { email: string; password: string }) => void
}

export function AddressSettings({ loginMail, mail, sentTo, busy, failure, onChange }: AddressSettingsProps) {
  const text = useText()
  const { settings } = text
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const same = email.trim().toLowerCase() === loginMail ? settings.sameAddress : undefined
  const unfit = emailProblem(text, email) ?? same
  const missing = password === '' ? text.people.missingPassword : undefined
  const wrong = failure === 'sign_in_failed' ? settings.wrongPassword : undefined

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (unfit || missing) return focusFirstWrong(event.currentTarget)
    if (!busy) onChange({ email: email.trim(), password })
  }

  return (
    <Prefs title={settings.address} lead={settings.addressLead(loginMail)}>
      {sentTo !== null ? (
        <Banner tone="good" shape="box" icon={mail ? MailCheck : MessageCircleQuestionMark}>
          {mail ? settings.addressSent(sentTo) : settings.addressKept(sentTo)}
        </Banner>
      ) : (
        <form className="stack g4 narrow" noValidate onSubmit={submit}>
          {!wrong && <FailureNote failure={failure} />}
          <Field label={settings.newAddress} hint={settings.addressHint(mail)} error={tried ? unfit : undefined}>
            <Input
              type="email"
              inputMode="email"
              autoComplete="email"
              autoCapitalize="off"
              spellCheck={false}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <PasswordField
            label={settings.currentPassword}
            purpose="enter"
            value={password}
            onValue={setPassword}
            error={(tried ? missing : undefined) ?? wrong}
          />
          <div className="row">
            <Button type="submit" variant="primary" busy={busy}>
              {text.people.sendLink(mail)}
            </Button>
          </div>
        </form>
      )}
    </Prefs>
  )
}
