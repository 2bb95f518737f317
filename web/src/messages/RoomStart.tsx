import { can } from '@naniwa/contract'
import { NotebookPen, UserPlus } from 'lucide-react'
import { useRoomDialogs } from '../rooms/dialogs.ts'
import { partner, roomName } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { presetIcons } from '../ui/preset-icons.ts'
import { useDesk, useDeskRoom } from './desk.ts'

/** Above the very first message. */
export function RoomStart() {
  const text = useText()
  const { me } = useDesk()
  const room = useDeskRoom()
  const name = roomName(room, me.accountId, text)
  return (
    <div className="start">
      <RoomFace room={room} size={44} />
      <p className="strong">{name}</p>
      <p className="quiet">
        {room.type === 'my' ? text.messages.startMy : text.messages.start(text.rooms.quoted(name))}
      </p>
    </div>
  )
}

/** A room in which nothing was said yet. */
export function EmptyRoom() {
  const text = useText()
  const format = useFormat()
  const { me } = useDesk()
  const room = useDeskRoom()
  const { open } = useRoomDialogs()
  const name = roomName(room, me.accountId, text)
  if (room.type === 'my') {
    return (
      <EmptyState icon={NotebookPen} title={name}>
        {text.messages.emptyMy}
      </EmptyState>
    )
  }
  if (partner(room, me.accountId)) {
    return (
      <EmptyState icon={presetIcons.group} title={name}>
        {text.messages.emptyDirect}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={presetIcons[room.icon.preset]}
      title={name}
      action={
        can.manageMembers(room) && (
          <Button icon={UserPlus} onClick={() => open({ kind: 'addMembers', roomId: room.id })}>
            {text.messages.inviteMembers}
          </Button>
        )
      }
    >
      {text.messages.emptyText(format.number(room.memberCount))}
    </EmptyState>
  )
}
