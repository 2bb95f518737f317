import { api, type RoomHappening, roomHappenings, type Webhook, type WebhookSubject } from '@naniwa/contract'
import { ChevronsUpDown } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useAction } from '../live/action.ts'
import { useClient, useMe } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { roomName } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { RoomPicker } from '../rooms/RoomPicker.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox, RadioGroup } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { Icon } from '../ui/Icon.tsx'
import { Input } from '../ui/Input.tsx'

export interface WebhookDialogProps {
  /** Null: a new one. */
  webhook: Webhook | null
  onClose: () => void
  onSaved: () => Promise<void>
}

interface Draft {
  readonly name: string
  readonly url: string
  readonly kind: WebhookSubject['kind']
  readonly roomId: number | null
  readonly events: readonly RoomHappening[]
  readonly retries: boolean
}

export function WebhookDialog({ webhook, onClose, onSaved }: WebhookDialogProps) {
  const text = useText()
  const form = useId()
  const [draft, setDraft] = useState(() => draftOf(webhook))
  const [isPicking, setPicking] = useState(false)
  const [isTried, setTried] = useState(false)
  const save = useSave(webhook, onSaved, onClose)
  const wrong = problemsOf(draft)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (wrong.size > 0) return focusFirstWrong(event.currentTarget)
    if (!save.busy) void save.run(draft)
  }

  if (isPicking) {
    const pick = (roomId: number) => {
      change({ roomId })
      setPicking(false)
    }
    return (
      <Dialog open onOpenChange={() => setPicking(false)} title={text.webhooks.chooseRoom} body="fill">
        <RoomPicker onPick={pick} />
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={webhook ? text.webhooks.edit : text.webhooks.add}
      footer={
        <>
          <Button onClick={onClose}>{text.ui.cancel}</Button>
          <Button type="submit" form={form} variant="primary" busy={save.busy}>
            {text.ui.save}
          </Button>
        </>
      }
    >
      <form id={form} className="stack g4" noValidate onSubmit={submit}>
        <FailureNote failure={save.failure === 'invalid_input' ? null : save.failure} />
        <Address
          draft={draft}
          wrong={isTried ? wrong : NONE}
          refused={save.failure === 'invalid_input'}
          onChange={change}
        />
        <About draft={draft} wrong={isTried ? wrong : NONE} onChange={change} onPick={() => setPicking(true)} />
        <Checkbox checked={draft.retries} onCheck={(retries) => change({ retries })} hint={text.webhooks.retriesHint}>
          {text.webhooks.retries}
        </Checkbox>
      </form>
    </Dialog>
  )
}

type Wrong = ReadonlySet<'name' | 'url' | 'room' | 'events'>
const NONE: Wrong = new Set()

function draftOf(webhook: Webhook | null): Draft {
  const { subject, ...rest } = webhook ?? { name: '', url: '', retries: true, subject: { kind: 'mentions' } as const }
  const about = subject.kind === 'room' ? subject : { roomId: null, events: ['message_created'] as const }
  const { name, url, retries } = rest
  return { name, url, retries, kind: subject.kind, roomId: about.roomId, events: about.events }
}

function problemsOf({ name, url, kind, roomId, events }: Draft): Wrong {
  const wrong = new Set<'name' | 'url' | 'room' | 'events'>()
  if (name.trim() === '') wrong.add('name')
  if (!/^https?:\/\/\S+$/.test(url.trim())) wrong.add('url')
  if (kind === 'room' && roomId === null) wrong.add('room')
  if (kind === 'room' && events.length === 0) wrong.add('events')
  return wrong
}

function useSave(webhook: Webhook | null, onSaved: () => Promise<void>, onClose: () => void) {
  const client = useClient()
  return useAction(async ({ name, url, kind, roomId, events, retries }: Draft) => {
    const subject: WebhookSubject =
      kind === 'room' && roomId !== null ? { kind, roomId, events: [...events] } : { kind: 'mentions' }
    const input = { name, url: url.trim(), subject, retries }
    if (webhook) await client.call(api.webhooks.edit, { id: webhook.id, ...input })
    else await client.call(api.webhooks.create, input)
    await onSaved()
    onClose()
  })
}

interface PartProps {
  draft: Draft
  wrong: Wrong
  onChange: (part: Partial<Draft>) => void
}

function Address({ draft, wrong, refused, onChange }: PartProps & { refused: boolean }) {
  const { webhooks: text } = useText()
  return (
    <>
      <Field label={text.name} error={wrong.has('name') && text.nameMissing}>
        <Input
          autoComplete="off"
          maxLength={100}
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Field>
      <Field label={text.url} hint={text.urlHint} error={(wrong.has('url') || refused) && text.urlWrong}>
        <Input
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={2_000}
          placeholder="https://"
          value={draft.url}
          onChange={(event) => onChange({ url: event.target.value })}
        />
      </Field>
    </>
  )
}

function About({ draft, wrong, onChange, onPick }: PartProps & { onPick: () => void }) {
  const { webhooks: text } = useText()
  return (
    <>
      <div className="stack g2">
        <p className="label">{text.about}</p>
        <div className="rows">
          <RadioGroup
            label={text.about}
            value={draft.kind}
            onValue={(kind) => onChange({ kind })}
            options={[
              { value: 'mentions', text: text.aboutMentions, hint: text.aboutMentionsHint },
              { value: 'room', text: text.aboutRoom, hint: text.aboutRoomHint },
            ]}
          />
        </div>
      </div>
      {draft.kind === 'room' && <InRoom draft={draft} wrong={wrong} onChange={onChange} onPick={onPick} />}
    </>
  )
}

function InRoom({ draft, wrong, onChange, onPick }: PartProps & { onPick: () => void }) {
  const text = useText()
  const client = useClient()
  const me = useMe()
  const room = draft.roomId === null ? null : client.rooms.get(draft.roomId)
  const nameOfRoom = room && roomName(room, me?.accountId ?? 0, text)
  const toggle = (event: RoomHappening, on: boolean) =>
    onChange({ events: roomHappenings.filter((one) => (one === event ? on : draft.events.includes(one))) })
  return (
    <>
      <Field label={text.webhooks.room} error={wrong.has('room') && text.webhooks.roomMissing}>
        <button
          type="button"
          className="input roomfield"
          aria-label={`${text.webhooks.room} ${nameOfRoom ?? text.webhooks.chooseRoom}`}
          aria-invalid={wrong.has('room') || undefined}
          onClick={onPick}
        >
          {room && <RoomFace room={room} size={20} />}
          <span className="clip grow">{nameOfRoom ?? text.webhooks.chooseRoom}</span>
          <Icon of={ChevronsUpDown} size="xs" />
        </button>
      </Field>
      <fieldset className="stack g2">
        <legend className="label">{text.webhooks.happenings}</legend>
        <div className="happenings">
          {roomHappenings.map((event) => (
            <Checkbox key={event} checked={draft.events.includes(event)} onCheck={(on) => toggle(event, on)}>
              {text.webhooks.events[event]}
            </Checkbox>
          ))}
        </div>
        {wrong.has('events') && <p className="hint bad">{text.webhooks.eventMissing}</p>}
      </fieldset>
    </>
  )
}
