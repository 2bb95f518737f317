import { api, type Person, type Role } from '@naniwa/contract'
import { CircleAlert, UserCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import type { RoomView } from '../sync/rooms.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Banner, EmptyState } from '../ui/Feedback.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useColleagues } from './colleagues.ts'
import { useRoomDialogs } from './dialogs.ts'
import { PeopleField } from './PeopleField.tsx'
import { roleOptions } from './roles.ts'
import { useRoomMembers } from './room-members.ts'
import type { Shown } from './shown.ts'

export interface AddMembersDialogProps extends Shown {
  room: RoomView
}

export function AddMembersDialog({ open, onOpenChange, room }: AddMembersDialogProps) {
  const { dialogs: texts, ui } = useText()
  const text = texts.add
  const client = useClient()
  const toast = useToast()
  const colleagues = useColleagues()
  const members = useRoomMembers(room.id)
  const inside = useMemo(() => new Set(members?.map(({ accountId }) => accountId)), [members])
  const [people, setPeople] = useState<readonly Person[]>([])
  const [role, setRole] = useState<Role>('member')
  const dialogs = useRoomDialogs()
  const openLink = () => dialogs.open({ kind: 'settings', roomId: room.id, section: 'link' })
  const isEveryoneIn = members !== null && colleagues.people?.every(({ accountId }) => inside.has(accountId)) === true

  const add = useAction(async (chosen: readonly Person[]) => {
    const added = chosen.map(({ accountId }) => ({ accountId, role }))
    await client.call(api.members.add, { roomId: room.id, members: added })
    toast({ text: text.added(chosen.length), icon: UserCheck })
    onOpenChange()
  })

  if (isEveryoneIn && people.length === 0) return <EveryoneIsIn open={open} onOpenChange={onOpenChange} room={room} />
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.title}
      footer={
        <>
          <Button className="end" onClick={onOpenChange}>
            {ui.cancel}
          </Button>
          <Button variant="primary" disabled={people.length === 0} busy={add.busy} onClick={() => void add.run(people)}>
            {text.confirm(people.length)}
          </Button>
        </>
      }
    >
      <p className="desc">{text.lead}</p>
      {add.failure === 'not_found' ? <OutOfReach /> : <FailureNote failure={add.failure} />}
      <PeopleField
        colleagues={colleagues}
        without={(accountId) => inside.has(accountId)}
        value={people}
        onValue={setPeople}
      />
      <p className="hint">
        {text.others}{' '}
        <button type="button" className="link" onClick={openLink}>
          {text.openLink}
        </button>
      </p>
      <div className="row">
        <span className="label grow">{text.role}</span>
        <Select label={text.role} value={role} onValue={setRole} options={roleOptions(texts.members)} />
      </div>
    </Dialog>
  )
}

/** Somebody was a contact when the list was read, and is none any more. */
function OutOfReach() {
  const text = useText().dialogs.add
  return (
    <Banner tone="bad" shape="box" icon={CircleAlert}>
      {text.outOfReach}
    </Banner>
  )
}

function EveryoneIsIn({ open, onOpenChange, room }: AddMembersDialogProps) {
  const text = useText().dialogs.add
  const dialogs = useRoomDialogs()
  const openLink = () => dialogs.open({ kind: 'settings', roomId: room.id, section: 'link' })
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={text.title} size="small">
      <EmptyState icon={UserCheck} title={text.everyone} action={<Button onClick={openLink}>{text.openLink}</Button>}>
        {text.everyoneText}
      </EmptyState>
    </Dialog>
  )
}
