import { type FormEvent, type ReactNode, useState } from 'react'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { Input, TextArea } from '../ui/Input.tsx'
import { emailsProblem, nameProblem, splitEmails } from './check.ts'
import { GateHead } from './Gate.tsx'
import { type Handed, HandedLinks, kindOf } from './HandedLinks.tsx'

interface StepProps {
  busy: boolean
  note: ReactNode
  onSkip: () => void
}

export interface FoundRoomProps extends StepProps {
  onMake: (name: string) => void
}

export function FoundRoom({ busy, note, onMake, onSkip }: FoundRoomProps) {
  const text = useText()
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const error = nameProblem(text, name)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (error) return focusFirstWrong(event.currentTarget)
    if (!busy) onMake(name.trim())
  }

  return (
    <>
      <GateHead title={text.people.firstRoom} lead={text.people.firstRoomLead} />
      {note}
      <form className="stack g4" noValidate onSubmit={submit}>
        <Field label={text.people.roomName} error={tried ? error : undefined}>
          <Input
            look="lg"
            maxLength={255}
            placeholder={text.people.roomNameExample}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" size="xl" width="full" busy={busy}>
          {text.people.makeRoom}
        </Button>
        <Button variant="ghost" size="xl" width="full" onClick={onSkip}>
          {text.people.later}
        </Button>
      </form>
    </>
  )
}

export interface FoundInviteProps extends StepProps {
  handed?: Handed
  onInvite: (emails: string[]) => void
}

export function FoundInvite({ busy, note, handed, onInvite, onSkip }: FoundInviteProps) {
  const text = useText()
  const [value, setValue] = useState('')
  const [tried, setTried] = useState(false)
  const emails = splitEmails(value)
  const error = emailsProblem(text, emails)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (error) return focusFirstWrong(event.currentTarget)
    if (!busy) onInvite(emails)
  }

  if (handed) return <FoundLinks handed={handed} onDone={onSkip} />
  return (
    <>
      <GateHead title={text.people.inviteColleagues} lead={text.people.inviteLead} />
      {note}
      <form className="stack g4" noValidate onSubmit={submit}>
        <Field label={text.people.emails} hint={text.people.emailsHint} error={tried ? error : undefined}>
          <TextArea
            rows={4}
            placeholder={text.people.emailsExample}
            autoCapitalize="off"
            spellCheck={false}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" size="xl" width="full" busy={busy}>
          {text.people.invite}
        </Button>
        <Button variant="ghost" size="xl" width="full" onClick={onSkip}>
          {text.people.later}
        </Button>
      </form>
    </>
  )
}

interface FoundLinksProps {
  handed: Handed
  onDone: () => void
}

function FoundLinks({ handed, onDone }: FoundLinksProps) {
  const text = useText()
  return (
    <>
      <GateHead {...text.admin.handed[kindOf(handed)]} />
      <HandedLinks handed={handed} />
      <Button variant="primary" size="xl" width="full" onClick={onDone}>
        {text.people.start}
      </Button>
    </>
  )
}
