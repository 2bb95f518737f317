import { api } from '@naniwa/contract'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import type { RoomView } from '../sync/rooms.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { useToast } from '../ui/Toast.tsx'
import { leavePage } from './leave-page.ts'
import type { Shown } from './shown.ts'

export interface DeleteRoomDialogProps extends Shown {
  room: RoomView
}

/** Before a room goes for everyone: its name has to be typed. */
export function DeleteRoomDialog({ open, onOpenChange, room }: DeleteRoomDialogProps) {
  const { rooms, dialogs } = useText()
  const text = dialogs.leave
  const format = useFormat()
  const client = useClient()
  const toast = useToast()
  const name = rooms.quoted(room.name)

  const remove = useAction(async (roomId: number) => {
    await client.call(api.rooms.delete, { roomId })
    toast({ text: text.deleted(name) })
    leavePage(roomId)
    onOpenChange()
  })

  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.deleteTitle(name)}
      confirm={text.deleteConfirm}
      busy={remove.busy}
      typed={{ label: text.typeName, expected: room.name }}
      onConfirm={() => void remove.run(room.id)}
    >
      <FailureNote failure={remove.failure} />
      {text.deleteText(format.number(room.memberCount), format.number(room.lastNumber))}
    </AlertDialog>
  )
}
