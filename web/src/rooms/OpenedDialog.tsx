import { type ReactNode, useEffect } from 'react'
import { AddContactDialog } from '../contacts/AddContactDialog.tsx'
import { AskDialog } from '../contacts/AskDialog.tsx'
import { EndContactDialog } from '../contacts/EndContactDialog.tsx'
import { useRoom } from '../live/client.ts'
import { SearchDialog } from '../search/SearchDialog.tsx'
import type { RoomView } from '../sync/rooms.ts'
import { useLast } from '../ui/last.ts'
import { AddMembersDialog } from './AddMembersDialog.tsx'
import { CategoryDialog } from './CategoryDialog.tsx'
import { DeleteRoomDialog } from './DeleteRoomDialog.tsx'
import type { RoomDialog } from './dialogs.ts'
import { KeysDialog } from './KeysDialog.tsx'
import { LeaveRoomDialog } from './LeaveRoomDialog.tsx'
import { NewRoomDialog } from './NewRoomDialog.tsx'
import { RemoveCategoryDialog } from './RemoveCategoryDialog.tsx'
import { RoomSettingsDialog } from './RoomSettingsDialog.tsx'
import { SignOutDialog } from './SignOutDialog.tsx'
import { type Shown, useGoingOn } from './shown.ts'

export interface OpenedDialogProps extends Shown {
  dialog: RoomDialog
}

/** Which dialog is meant. */
export function OpenedDialog({ dialog, open, onOpenChange }: OpenedDialogProps) {
  const shown: Shown = { open, onOpenChange, finalFocus: useGoingOn(open) }
  switch (dialog.kind) {
    case 'new':
      return <NewRoomDialog {...shown} />
    case 'category':
      return <CategoryDialog {...shown} categoryId={dialog.categoryId} roomId={dialog.roomId} />
    case 'removeCategory':
      return <RemoveCategoryDialog {...shown} categoryId={dialog.categoryId} />
    case 'addContact':
      return <AddContactDialog {...shown} />
    case 'askContact':
      return <AskDialog {...shown} person={dialog.person} />
    case 'endContact':
      return <EndContactDialog {...shown} person={dialog.person} how={dialog.how} />
    case 'switcher':
      return <SearchDialog {...shown} search={dialog.search} />
    case 'keys':
      return <KeysDialog {...shown} />
    case 'signOut':
      return <SignOutDialog {...shown} />
    default:
      return (
        <OfRoom roomId={dialog.roomId} onGone={shown.onOpenChange}>
          {(room) => {
            if (dialog.kind === 'settings') {
              return <RoomSettingsDialog {...shown} room={room} section={dialog.section} />
            }
            if (dialog.kind === 'addMembers') return <AddMembersDialog {...shown} room={room} />
            if (dialog.kind === 'leave') return <LeaveRoomDialog {...shown} room={room} />
            return <DeleteRoomDialog {...shown} room={room} />
          }}
        </OfRoom>
      )
  }
}

interface OfRoomProps {
  roomId: number
  onGone: () => void
  children: (room: RoomView) => ReactNode
}

/** A dialog about a room that is gone, or that one is no longer in, goes as well. */
function OfRoom({ roomId, onGone, children }: OfRoomProps) {
  const room = useRoom(roomId)
  const last = useLast(room)
  const isGone = room === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once
  useEffect(() => {
    if (isGone) onGone()
  }, [isGone])
  return last && children(last)
}
