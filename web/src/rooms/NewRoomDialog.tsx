import { api, type Icon, type Person, ROOM_NAME_LENGTH } from '@naniwa/contract'
import { Link } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { navigate } from '../app/router.ts'
import { paths } from '../frame/paths.ts'
import { useAction } from '../live/action.ts'
import { useClient, useMe } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { imageUrl } from '../sync/upload.ts'
import { useText } from '../text/text.ts'
import { Tile } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Switch } from '../ui/Choice.tsx'
import { copyText } from '../ui/copy.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { Input, TextArea } from '../ui/Input.tsx'
import { presetIcons } from '../ui/preset-icons.ts'
import { useToast } from '../ui/Toast.tsx'
import { useColleagues } from './colleagues.ts'
import { PeopleField } from './PeopleField.tsx'
import { RoomIconPicker } from './RoomIconPicker.tsx'
import type { Shown } from './shown.ts'

interface NewRoom {
  name: string
  description: string
  icon: Icon
  people: readonly Person[]
  withLink: boolean
}

const empty: NewRoom = {
  name: '',
  description: '',
  icon: { preset: 'group', hue: 1, image: null },
  people: [],
  withLink: false,
}

export function NewRoomDialog({ open, onOpenChange, finalFocus }: Shown) {
  const { dialogs, ui } = useText()
  const text = dialogs.newRoom
  const form = useId()
  const create = useCreateRoom(onOpenChange)
  const [room, setRoom] = useState(empty)
  const [isTried, setTried] = useState(false)
  const problem = room.name.trim() === '' ? text.nameMissing : undefined
  const change = (changes: Partial<NewRoom>) => setRoom((before) => ({ ...before, ...changes }))

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (problem) return focusFirstWrong(event.currentTarget)
    if (!create.busy) void create.run(room)
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.title}
      finalFocus={finalFocus}
      footer={
        <>
          <span className="quiet">{text.adminNote}</span>
          <Button className="end" onClick={onOpenChange}>
            {ui.cancel}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={create.busy}>
            {text.create}
          </Button>
        </>
      }
    >
      <FailureNote failure={create.failure} />
      <form id={form} className="roomform" noValidate onSubmit={submit}>
        <div className="named">
          <Tile
            icon={presetIcons[room.icon.preset]}
            hue={room.icon.hue}
            image={room.icon.image && imageUrl(room.icon.image)}
            size={60}
          />
          <Field label={text.name} error={isTried ? problem : undefined}>
            <Input
              maxLength={ROOM_NAME_LENGTH}
              autoComplete="off"
              value={room.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          </Field>
        </div>
        <RoomIconPicker
          value={room.icon}
          onChange={(icon) => setRoom((before) => ({ ...before, icon: { ...before.icon, ...icon } }))}
        />
        <Field label={text.about}>
          <TextArea
            maxLength={10_000}
            placeholder={text.aboutExample}
            value={room.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
        <Others people={room.people} onPeople={(people) => change({ people })} />
        <div className="rows">
          <div>
            <div className="tx">
              <b>{text.link}</b>
              <span>{text.linkHint}</span>
            </div>
            <Switch label={text.link} checked={room.withLink} onCheck={(withLink) => change({ withLink })} />
          </div>
        </div>
      </form>
    </Dialog>
  )
}

function Others({ people, onPeople }: { people: readonly Person[]; onPeople: (people: Person[]) => void }) {
  const me = useMe()
  return (
    <PeopleField
      colleagues={useColleagues()}
      without={(accountId) => accountId === me?.accountId}
      value={people}
      onValue={onPeople}
    />
  )
}

/** Makes the room, then its link, then goes there. A link that fails does not hold up the room. */
function useCreateRoom(onDone: () => void) {
  const client = useClient()
  const toast = useToast()
  const text = useText().dialogs.newRoom

  async function makeLink(roomId: number): Promise<void> {
    try {
      const { url } = await client.call(api.links.save, { roomId })
      const copy = () => void copyText(url ?? '')
      toast({ text: text.linkMade, icon: Link, action: { text: text.copyLink, onSelect: copy } })
    } catch {
      toast({ text: text.linkFailed })
    }
  }

  return useAction(async ({ name, description, icon, people, withLink }: NewRoom) => {
    const members = people.map(({ accountId }) => ({ accountId }))
    const { id } = await client.call(api.rooms.create, { name, description, icon, members })
    if (withLink) await makeLink(id)
    await client.untilRoom(id)
    onDone()
    navigate(paths.room(id))
  })
}
