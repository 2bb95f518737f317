import { Check, Copy, Link } from 'lucide-react'
import { type FormEvent, useId, useRef, useState } from 'react'
import { emailsProblem, splitEmails } from '../people/check.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { type Handed, HandedLinks, kindOf } from '../people/HandedLinks.tsx'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { TextArea } from '../ui/Input.tsx'
import { useToast } from '../ui/Toast.tsx'

export interface InviteDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Whether this server sends mail. */
  mail: boolean
  busy: boolean
  failure: Failure | null
  /** What was just made; null while there is nothing to hand over. */
  made: Handed | null
  /** No addresses: one link that anybody may use, whose address is then confirmed by mail. */
  onInvite: (emails: string[]) => void
}

export function InviteDialog(props: InviteDialogProps) {
  return props.made ? <Handover {...props} made={props.made} /> : <Ask {...props} />
}

function Ask({ open, onOpenChange, mail, busy, failure, onInvite }: InviteDialogProps) {
  const text = useText()
  const form = useId()
  const first = useRef<HTMLTextAreaElement>(null)
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

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.admin.inviteTitle}
      initialFocus={first}
      footer={
        <>
          <Button className="end" onClick={() => onOpenChange(false)}>
            {text.ui.cancel}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            {text.admin.makeLinks(emails.length)}
          </Button>
        </>
      }
    >
      <p className="desc">{text.admin.inviteLead(mail)}</p>
      <FailureNote failure={failure} />
      <form id={form} noValidate onSubmit={submit}>
        <Field label={text.admin.emails} hint={text.admin.emailsHint} error={tried ? error : undefined}>
          <TextArea
            ref={first}
            rows={4}
            autoCapitalize="off"
            spellCheck={false}
            placeholder={text.people.emailsExample}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
      </form>
      {mail && (
        <div className="rows">
          <div>
            <div className="tx">
              <b>{text.admin.openLink}</b>
              <span>{text.admin.openLinkText}</span>
            </div>
            <Button icon={Link} busy={busy} onClick={() => onInvite([])}>
              {text.admin.makeOpenLink}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  )
}

interface HandoverProps extends InviteDialogProps {
  made: Handed
}

/** What became of each address. */
function Handover({ open, onOpenChange, made }: HandoverProps) {
  const text = useText()
  const toast = useToast()
  const links = made.invitations.filter((invitation) => invitation.url !== null)
  const said = text.admin.handed[kindOf(made)]

  async function copyAll() {
    const lines = links.map((invitation) => [invitation.email, invitation.url].filter(Boolean).join('\t'))
    const copied = await copyText(lines.join('\n'))
    toast(copied ? { text: text.ui.copied, icon: Check } : { text: text.ui.copyFailed })
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={said.title}
      footer={
        <>
          {links.length > 1 && (
            <Button icon={Copy} onClick={copyAll}>
              {text.admin.copyAll}
            </Button>
          )}
          <Button className="end" onClick={() => onOpenChange(false)}>
            {text.admin.done}
          </Button>
        </>
      }
    >
      <p className="desc">{said.lead}</p>
      <HandedLinks handed={made} />
    </Dialog>
  )
}
