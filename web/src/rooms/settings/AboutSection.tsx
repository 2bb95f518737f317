import { api, can, type Icon, ROOM_NAME_LENGTH } from '@naniwa/contract'
import { Check } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useAction } from '../../live/action.ts'
import { useClient } from '../../live/client.ts'
import { Rich } from '../../messages/notation.tsx'
import { FailureNote } from '../../people/FailureNote.tsx'
import type { RoomView } from '../../sync/rooms.ts'
import { imageUrl } from '../../sync/upload.ts'
import { useText } from '../../text/text.ts'
import { Tile } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { focusFirstWrong } from '../../ui/forms.ts'
import { Input, TextArea } from '../../ui/Input.tsx'
import { presetIcons } from '../../ui/preset-icons.ts'
import { useToast } from '../../ui/Toast.tsx'
import { RoomFace } from '../RoomFace.tsx'
import { RoomIconPicker } from '../RoomIconPicker.tsx'

/** What was changed here and is not saved yet. What others change meanwhile stays theirs. */
export interface Edits {
  name?: string
  description?: string
  icon?: Partial<Icon>
}

export interface AboutSectionProps {
  room: RoomView
  edits: Edits
  onEdits: (edits: Edits) => void
}

export function AboutSection(props: AboutSectionProps) {
  return can.describe(props.room) ? <Form {...props} /> : <Reading room={props.room} />
}

function Reading({ room }: { room: RoomView }) {
  const { rooms: text } = useText()
  return (
    <section className="stack g4">
      <div className="row g3">
        <RoomFace room={room} size={60} />
        <h3 className="grow">{room.name}</h3>
      </div>
      {room.description ? (
        <div className="desc">
          <Rich body={room.description} roomId={room.id} />
        </div>
      ) : (
        <p className="desc muted">{text.noAbout}</p>
      )}
    </section>
  )
}

function Form({ room, edits, onEdits }: AboutSectionProps) {
  const { dialogs } = useText()
  const client = useClient()
  const toast = useToast()
  const [isTried, setTried] = useState(false)
  const icon = { ...room.icon, ...edits.icon }
  const name = edits.name ?? room.name
  const description = edits.description ?? room.description
  const changed = changesOf(room, { name, description, icon })
  const problem = name.trim() === '' ? dialogs.newRoom.nameMissing : undefined

  const save = useAction(async (changes: ReturnType<typeof changesOf>) => {
    await client.call(api.rooms.update, { roomId: room.id, ...changes })
    onEdits({})
    toast({ text: dialogs.settings.saved, icon: Check })
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (problem) return focusFirstWrong(event.currentTarget)
    if (changed && !save.busy) void save.run(changed)
  }

  return (
    <form className="roomform" noValidate onSubmit={submit}>
      <FailureNote failure={save.failure} />
      {can.manage(room) && (
        <>
          <div className="named">
            <Tile icon={presetIcons[icon.preset]} hue={icon.hue} image={icon.image && imageUrl(icon.image)} size={60} />
            <Field label={dialogs.newRoom.name} error={isTried ? problem : undefined}>
              <Input
                maxLength={ROOM_NAME_LENGTH}
                autoComplete="off"
                value={name}
                onChange={(event) => onEdits({ ...edits, name: event.target.value })}
              />
            </Field>
          </div>
          <RoomIconPicker
            value={icon}
            onChange={(change) => onEdits({ ...edits, icon: { ...edits.icon, ...change } })}
          />
        </>
      )}
      <Field label={dialogs.newRoom.about}>
        <TextArea
          rows={5}
          maxLength={10_000}
          placeholder={dialogs.newRoom.aboutExample}
          value={description}
          onChange={(event) => onEdits({ ...edits, description: event.target.value })}
        />
      </Field>
      <div className="row">
        {changed && <span className="quiet grow">{dialogs.settings.unsaved}</span>}
        {changed && (
          <Button variant="ghost" className="end" onClick={() => onEdits({})}>
            {dialogs.settings.discard}
          </Button>
        )}
        <Button
          type="submit"
          variant="primary"
          className={changed ? undefined : 'end'}
          disabled={!changed}
          busy={save.busy}
        >
          {dialogs.settings.save}
        </Button>
      </div>
    </form>
  )
}

/** Only what differs, so that nobody else's change is undone; null when nothing does. */
function changesOf(room: RoomView, { name, description, icon }: { name: string; description: string; icon: Icon }) {
  const isSameIcon = icon.preset === room.icon.preset && icon.hue === room.icon.hue && icon.image === room.icon.image
  const changes = {
    ...(name.trim() !== room.name && { name }),
    ...(description !== room.description && { description }),
    ...(!isSameIcon && { icon }),
  }
  return Object.keys(changes).length > 0 ? changes : null
}
