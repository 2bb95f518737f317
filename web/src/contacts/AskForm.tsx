import { api, type Person, REQUEST_LENGTH } from '@naniwa/contract'
import { Send, UserCheck } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type Action, useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { currentText, useText } from '../text/text.ts'
import { Field } from '../ui/Field.tsx'
import { TextArea } from '../ui/Input.tsx'
import { useToast } from '../ui/Toast.tsx'

/** Somebody, or a mail address. */
export type Asked = Person | string

export function nameOf(asked: Asked): string {
  return typeof asked === 'string' ? asked : asked.name
}

export interface AskFormProps {
  id: string
  asked: Asked
  onSend: (message: string) => void
}

/** The words that go with a request. */
export function AskForm({ id, asked, onSend }: AskFormProps) {
  const { ask: text } = useText().contacts
  const [message, setMessage] = useState('')

  function submit(event: FormEvent) {
    event.preventDefault()
    onSend(message.trim())
  }

  return (
    <form id={id} className="stack g3" onSubmit={submit}>
      <p className="desc">{typeof asked === 'string' ? text.leadMail(asked) : text.lead}</p>
      <Field label={text.message} labelEnd={<span className="quiet">{text.optional}</span>}>
        <TextArea
          rows={3}
          maxLength={REQUEST_LENGTH}
          placeholder={text.example}
          value={message}
          onChange={(event) => setMessage(event.target.value)}
        />
      </Field>
    </form>
  )
}

export interface Asking {
  asked: Asked
  message: string
}

/** Sends a request and says what became of it. */
export function useAsking(onDone: () => void): Action<Asking> {
  const client = useClient()
  const toast = useToast()
  return useAction(async ({ asked, message }: Asking) => {
    const to = typeof asked === 'string' ? { email: asked } : { accountId: asked.accountId }
    const { ask: text } = currentText().contacts
    const result = await client.call(api.contacts.request, { ...to, message })
    if (result.outcome === 'colleague') toast({ text: text.isColleague(result.person.name), icon: UserCheck })
    else if (result.outcome === 'contact') toast({ text: text.nowContact(result.contact.name), icon: UserCheck })
    else toast({ text: text.sentTo(nameOf(asked)), icon: Send })
    onDone()
  })
}
