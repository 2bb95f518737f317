import { ArchiveRestore, Files, KeyRound, MonitorX, ShieldUser, TriangleAlert, UserRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { paths } from '../frame/paths.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Banner } from '../ui/Feedback.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { Icon } from '../ui/Icon.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { PrefGroup, PrefRow, Prefs } from './Prefs.tsx'

/** Who they are to their organization: an account like others, its only administrator, or the only one in it. */
export type Standing = 'one' | 'lastAdministrator' | 'lastPerson'

export interface CloseSettingsProps {
  loginMail: string
  organizationName: string
  /** Null while it is read. */
  standing: Standing | null
  busy: boolean
  failure: Failure | null
  onClose: (password: string) => void
}

/** What ends with an account, what stays, and the way to close it. */
export function CloseSettings({ standing, organizationName, ...form }: CloseSettingsProps) {
  const { settings: text } = useText()
  const row = (icon: typeof Files, [title, hint]: readonly [string, string]) => (
    <PrefRow title={title} hint={hint} before={<Icon of={icon} />} />
  )
  return (
    <Prefs title={text.close} lead={text.closeLead}>
      <PrefGroup title={text.closeEnds}>
        {row(MonitorX, text.closeSessions)}
        {row(KeyRound, text.closePrograms)}
      </PrefGroup>
      <PrefGroup title={text.closeStays}>
        {row(Files, text.closeWork)}
        {row(UserRound, text.closeName)}
        {row(ShieldUser, text.closeRooms)}
        {standing !== 'lastPerson' && row(ArchiveRestore, text.closeBack)}
      </PrefGroup>
      {standing === 'lastAdministrator' && (
        <Banner tone="warn" shape="box" icon={TriangleAlert}>
          {text.closeLastAdministrator}{' '}
          <a className="link" href={paths.admin('people')}>
            {text.closeToPeople}
          </a>
        </Banner>
      )}
      {standing === 'lastPerson' && (
        <Banner tone="warn" shape="box" icon={TriangleAlert}>
          {text.closeLastPerson(organizationName)}
        </Banner>
      )}
      {(standing === 'one' || standing === 'lastPerson') && <CloseForm {...form} />}
    </Prefs>
  )
}

function CloseForm({ loginMail, busy, failure, onClose }: Omit<CloseSettingsProps, 'standing' | 'organizationName'>) {
  const text = useText()
  const { settings } = text
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const missing = tried && password === '' ? text.people.missingPassword : undefined
  const wrong = failure === 'sign_in_failed' ? settings.wrongPassword : undefined

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (password === '') return focusFirstWrong(event.currentTarget)
    if (!busy) onClose(password)
  }

  return (
    <form className="stack g4 narrow" noValidate onSubmit={submit}>
      {!wrong && <FailureNote failure={failure} />}
      <input className="sr" type="text" autoComplete="username" value={loginMail} readOnly hidden />
      <PasswordField
        label={settings.currentPassword}
        purpose="enter"
        value={password}
        onValue={setPassword}
        error={missing ?? wrong}
      />
      <div className="row">
        <Button type="submit" variant="danger-solid" busy={busy}>
          {settings.close}
        </Button>
      </div>
    </form>
  )
}
