import { type FormEvent, useState } from 'react'
import { paths } from '../frame/paths.ts'
import { type Failure, failureText } from '../text/failure.ts'
import { type Language, useLanguage } from '../text/language.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { emailProblem, nameProblem, newPasswordProblem } from './check.ts'
import { FailureNote } from './FailureNote.tsx'
import { EmailField, NameField, NewPasswordField } from './fields.tsx'
import { Gate, GateHead, OtherWay } from './Gate.tsx'
import { InviteCard, type InviteCardProps } from './InviteCard.tsx'

export interface AcceptInvitationPageProps {
  host: string
  invitation: InviteCardProps['invitation'] & {
    /** Null for a link that anybody who has it may use: the address is asked for, and confirmed by mail. */
    email: string | null
  }
  busy: boolean
  failure: Failure | null
  /** `email` only when the invitation has none. */
  onAccept: (input: { name: string; password: string; email?: string; language: Language }) => void
}

export function AcceptInvitationPage({ host, invitation, busy, failure, onAccept }: AcceptInvitationPageProps) {
  const text = useText()
  const language = useLanguage()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const wrong = {
    name: nameProblem(text, name),
    email: invitation.email === null ? emailProblem(text, email) : undefined,
    password: newPasswordProblem(text, password),
  }
  const shown: Partial<typeof wrong> = tried ? wrong : {}
  const refused = failure === 'weak_password' ? failureText(text, failure) : undefined
  const title = text.people.joinOrganization(invitation.organizationName)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (Object.values(wrong).some(Boolean)) return focusFirstWrong(event.currentTarget)
    if (busy) return
    const input = { name: name.trim(), password, language }
    onAccept(invitation.email === null ? { ...input, email: email.trim() } : input)
  }

  return (
    <Gate title={title} art="invite" host={host}>
      <InviteCard invitation={invitation} />
      <GateHead
        title={title}
        lead={invitation.email === null ? text.people.joinOrganizationOpenLead : text.people.joinOrganizationLead}
      />
      {!refused && <FailureNote failure={failure} />}
      <form className="stack g4" noValidate onSubmit={submit}>
        <NameField
          label={text.people.name}
          placeholder={text.people.nameExample}
          value={name}
          onValue={setName}
          error={shown.name}
        />
        {invitation.email === null ? (
          <EmailField label={text.people.workEmail} value={email} onValue={setEmail} error={shown.email} />
        ) : (
          <EmailField label={text.people.workEmail} value={invitation.email} onValue={setEmail} look="fixed" />
        )}
        <NewPasswordField value={password} onValue={setPassword} error={shown.password ?? refused} />
        <Button type="submit" variant="primary" size="xl" width="full" busy={busy}>
          {text.people.join}
        </Button>
      </form>
      <OtherWay question={text.people.haveAccount} href={paths.signIn()} link={text.people.signIn} />
    </Gate>
  )
}
