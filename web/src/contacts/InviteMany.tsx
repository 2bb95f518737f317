import { addressIn, api, INVITE_LINES, type InviteOutcome, REQUEST_LENGTH } from '@naniwa/contract'
import { Check, CircleAlert, Info } from 'lucide-react'
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Shown } from '../rooms/shown.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { Icon } from '../ui/Icon.tsx'
import { TextArea } from '../ui/Input.tsx'

export interface InviteManyProps extends Shown {
  /** The tabs. */
  ways: ReactNode
}

/** A pasted list: what is read of it is counted while it is written, and every line has its outcome afterwards. */
export function InviteMany({ open, onOpenChange, finalFocus, ways }: InviteManyProps) {
  const client = useClient()
  const [outcomes, setOutcomes] = useState<readonly InviteOutcome[] | null>(null)
  const invite = useAction(async ({ lines, message }: { lines: string[]; message: string }) => {
    setOutcomes((await client.call(api.contacts.invite, { lines, message })).outcomes)
  })
  const shown = { open, onOpenChange, finalFocus }
  if (outcomes) return <Outcomes {...shown} outcomes={outcomes} onNext={() => setOutcomes(null)} />
  return (
    <Ask
      {...shown}
      ways={ways}
      busy={invite.busy}
      failure={<FailureNote failure={invite.failure} />}
      onInvite={(lines, message) => void invite.run({ lines, message })}
    />
  )
}

interface AskProps extends InviteManyProps {
  busy: boolean
  failure: ReactNode
  onInvite: (lines: string[], message: string) => void
}

function Ask({ open, onOpenChange, finalFocus, ways, busy, failure, onInvite }: AskProps) {
  const { contacts, ui } = useText()
  const { invite: text, ask } = contacts
  const format = useFormat()
  const form = useId()
  const first = useRef<HTMLTextAreaElement>(null)
  const [value, setValue] = useState('')
  const [message, setMessage] = useState('')
  const [isTried, setTried] = useState(false)
  const lines = value.split('\n').filter((line) => line.trim() !== '')
  const readable = new Set(lines.map(addressIn).filter((email) => email !== null)).size
  const unreadable = lines.filter((line) => addressIn(line) === null).length
  const isTooLong = lines.length > INVITE_LINES
  const problem = isTooLong ? text.tooMany(format.number(INVITE_LINES)) : readable === 0 ? text.none : undefined

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (problem) return focusFirstWrong(event.currentTarget)
    if (!busy) onInvite(lines, message.trim())
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      finalFocus={finalFocus}
      initialFocus={first}
      title={contacts.add}
      footer={
        <>
          <Button className="end" onClick={onOpenChange}>
            {ui.cancel}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            {text.send(readable)}
          </Button>
        </>
      }
    >
      {ways}
      {failure}
      <form id={form} className="stack g3" noValidate onSubmit={submit}>
        <Field
          label={text.label}
          labelEnd={lines.length > 0 && <Read readable={readable} unreadable={unreadable} />}
          hint={text.hint}
          error={isTried || isTooLong ? problem : undefined}
        >
          <TextArea
            ref={first}
            rows={6}
            autoCapitalize="off"
            spellCheck={false}
            placeholder={text.example}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
        <Field label={ask.message} labelEnd={<span className="quiet">{ask.optional}</span>}>
          <TextArea
            rows={2}
            maxLength={REQUEST_LENGTH}
            placeholder={ask.example}
            value={message}
            onChange={(event) => setMessage(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  )
}

function Read({ readable, unreadable }: { readable: number; unreadable: number }) {
  const { invite: text } = useText().contacts
  return (
    <span className="quiet num" role="status">
      {text.readable(readable)}
      {unreadable > 0 && ` · ${text.unreadable(unreadable)}`}
    </span>
  )
}

interface OutcomesProps extends Shown {
  outcomes: readonly InviteOutcome[]
  onNext: () => void
}

function Outcomes({ open, onOpenChange, finalFocus, outcomes, onNext }: OutcomesProps) {
  const { invite: text } = useText().contacts
  const format = useFormat()
  const sent = outcomes.filter(({ outcome }) => outcome === 'invited').length
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      finalFocus={finalFocus}
      title={text.done}
      footer={
        <>
          <Button onClick={onNext}>{text.next}</Button>
          <Button className="end" onClick={onOpenChange}>
            {text.close}
          </Button>
        </>
      }
    >
      <p className="desc" role="status">
        {sent > 0 ? text.sent(format.number(sent)) : text.sentNone}
      </p>
      <ul className="rows outcomes">
        {outcomes.map((outcome, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines may be alike, and stay where they are
          <OutcomeRow key={place} outcome={outcome} isTwice={isTwice(outcomes, place)} />
        ))}
      </ul>
    </Dialog>
  )
}

/** Whether the address stands further up in the same list. */
function isTwice(outcomes: readonly InviteOutcome[], place: number): boolean {
  const email = outcomes[place]?.email
  return email !== null && outcomes.findIndex((other) => other.email === email) < place
}

const icons = { invited: Check, again: Info, contact: Check, colleague: Check, self: Info, invalid: CircleAlert }

function OutcomeRow({ outcome: { line, email, outcome }, isTwice }: { outcome: InviteOutcome; isTwice: boolean }) {
  const { invite: text } = useText().contacts
  return (
    <li data-outcome={outcome}>
      <Icon of={icons[outcome]} size="sm" />
      <div className="tx">
        <b className="clip exact">{email ?? line}</b>
        <span>{isTwice ? text.twice : text.outcomes[outcome]}</span>
      </div>
    </li>
  )
}
