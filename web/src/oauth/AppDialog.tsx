import { api, type OauthApp, oauthAppKinds, REDIRECT_LIMIT } from '@naniwa/contract'
import { type FormEvent, useId, useState } from 'react'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { PictureRow } from '../settings/PictureRow.tsx'
import { uploadImage } from '../sync/upload.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { RadioGroup } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { Input, TextArea } from '../ui/Input.tsx'
import { AppFace } from './AppFace.tsx'
import { type AppDraft, type AppProblems, draftOf, problemsOf, settingsOf } from './draft.ts'
import { ScopesField } from './ScopesField.tsx'

export interface AppDialogProps {
  /** Null: a new one. */
  app: OauthApp | null
  onClose: () => void
  onSaved: () => Promise<void>
  /** A new one, and its secret, which nobody sees again. */
  onMade: (app: OauthApp, secret: string | null) => void
}

export function AppDialog({ app, onClose, onSaved, onMade }: AppDialogProps) {
  const text = useText()
  const form = useId()
  const client = useClient()
  const [draft, setDraft] = useState(() => draftOf(app))
  const [isTried, setTried] = useState(false)
  const wrong = problemsOf(text, draft)
  const change = (part: Partial<AppDraft>) => setDraft((before) => ({ ...before, ...part }))
  const save = useAction(async (written: AppDraft) => {
    const { kind, ...settings } = settingsOf(written)
    if (app) await client.call(api.oauth.editApp, { clientId: app.clientId, ...settings })
    const made = app ? null : await client.call(api.oauth.createApp, { kind, ...settings })
    await onSaved()
    onClose()
    if (made) onMade(made.app, made.secret)
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (Object.keys(wrong).length > 0) return focusFirstWrong(event.currentTarget)
    if (!save.busy) void save.run(draft)
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={app ? text.oauth.edit : text.oauth.add}
      footer={
        <>
          <Button className="end" onClick={onClose}>
            {text.ui.cancel}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={save.busy}>
            {app ? text.ui.save : text.oauth.add}
          </Button>
        </>
      }
    >
      <form id={form} className="stack g4" noValidate onSubmit={submit}>
        <FailureNote failure={save.failure} />
        <Fields draft={draft} wrong={isTried ? wrong : {}} isNew={app === null} onChange={change} />
      </form>
    </Dialog>
  )
}

interface FieldsProps {
  draft: AppDraft
  wrong: AppProblems
  /** What an application is, it remains. */
  isNew: boolean
  onChange: (part: Partial<AppDraft>) => void
}

function Fields({ draft, wrong, isNew, onChange }: FieldsProps) {
  const { oauth: text } = useText()
  return (
    <>
      <Field label={text.name} hint={text.nameHint} error={wrong.name}>
        <Input
          autoComplete="off"
          maxLength={100}
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Field>
      <Logo draft={draft} onChange={onChange} />
      {isNew && (
        <div className="stack g2">
          <p className="label">{text.kind}</p>
          <div className="rows">
            <RadioGroup
              label={text.kind}
              value={draft.kind}
              onValue={(kind) => onChange({ kind })}
              options={oauthAppKinds.map((value) => ({
                value,
                text: text.kinds[value],
                hint: text.kindHints[value],
              }))}
            />
          </div>
        </div>
      )}
      <Field label={text.redirects} hint={text.redirectsHint(REDIRECT_LIMIT)} error={wrong.redirects}>
        <TextArea
          rows={2}
          inputMode="url"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="https://"
          className="exact"
          value={draft.redirects}
          onChange={(event) => onChange({ redirects: event.target.value })}
        />
      </Field>
      <ScopesField draft={draft} error={wrong.scopes} onChange={(scopes) => onChange({ scopes })} />
    </>
  )
}

function Logo({ draft, onChange }: Pick<FieldsProps, 'draft' | 'onChange'>) {
  const { oauth: text } = useText()
  const client = useClient()
  const upload = useAction(async (picture: File | null) => {
    onChange({ logo: picture && (await uploadImage(client.engine.ports, picture)).hash })
  })
  return (
    <div className="stack g2">
      <p className="label">{text.logo}</p>
      <div className="rows">
        <PictureRow
          face={<AppFace app={draft} size={48} />}
          name={draft.name.trim() || text.unnamed}
          state={upload.busy ? 'busy' : draft.logo === null ? 'none' : 'there'}
          onPicture={(picture) => void upload.run(picture)}
        />
      </div>
      <FailureNote failure={upload.failure} />
    </div>
  )
}
