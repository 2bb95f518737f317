import { api } from '@naniwa/contract'
import { useAction } from '../live/action.ts'
import { useClient, useMe } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import type { RoomView } from '../sync/rooms.ts'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useRoomDialogs } from './dialogs.ts'
import { leavePage } from './leave-page.ts'
import { isOnlyAdmin, useRoomMembers } from './room-members.ts'
import type { Shown } from './shown.ts'

export interface LeaveRoomDialogProps extends Shown {
  room: RoomView
}

/** Before leaving a room; its only admin is shown the way out instead. */
export function LeaveRoomDialog({ open, onOpenChange, room }: LeaveRoomDialogProps) {
  const all = useText()
  const text = all.dialogs.leave
  const client = useClient()
  const toast = useToast()
  const me = useMe()
  const dialogs = useRoomDialogs()
  const members = useRoomMembers(room.id)
  const isLast = isOnlyAdmin(members, me?.accountId ?? 0)
  const isAlone = isLast && members?.length === 1
  const name = all.rooms.quoted(room.name)

  const leave = useAction(async (roomId: number) => {
    await client.call(api.rooms.leave, { roomId })
    toast({ text: text.left(name) })
    leavePage(roomId)
    onOpenChange()
  })

  function goOn() {
    if (isAlone) dialogs.open({ kind: 'delete', roomId: room.id })
    else if (isLast) dialogs.open({ kind: 'settings', roomId: room.id, section: 'members' })
    else void leave.run(room.id)
  }

  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.title(name)}
      confirm={isAlone ? text.toDelete : isLast ? text.toMembers : text.action}
      tone={isLast && !isAlone ? 'plain' : 'danger'}
      busy={leave.busy}
      onConfirm={goOn}
    >
      <FailureNote failure={leave.failure} />
      {isAlone ? text.alone : isLast ? text.lastAdmin : text.text}
    </AlertDialog>
  )
}
