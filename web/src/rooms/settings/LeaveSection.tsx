import { can } from '@naniwa/contract'
import { useState } from 'react'
import { useMe } from '../../live/client.ts'
import type { RoomView } from '../../sync/rooms.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { DeleteRoomDialog } from '../DeleteRoomDialog.tsx'
import type { SettingsSection } from '../dialogs.ts'
import { LeaveRoomDialog } from '../LeaveRoomDialog.tsx'
import { isOnlyAdmin, useRoomMembers } from '../room-members.ts'

export interface LeaveSectionProps {
  room: RoomView
  onSection: (section: SettingsSection) => void
}

export function LeaveSection({ room, onSection }: LeaveSectionProps) {
  const text = useText().dialogs.leave
  const me = useMe()
  const members = useRoomMembers(room.id)
  const [asked, setAsked] = useState<'leave' | 'delete' | null>(null)
  const isLast = isOnlyAdmin(members, me?.accountId ?? 0)
  const isAlone = isLast && members?.length === 1
  const close = () => setAsked(null)
  return (
    <>
      <div className="rows">
        {!isAlone && (
          <div>
            <div className="tx">
              <b>{text.action}</b>
              <span>{isLast ? text.lastAdmin : text.hint}</span>
            </div>
            {isLast ? (
              <Button onClick={() => onSection('members')}>{text.toMembers}</Button>
            ) : (
              <Button variant="danger" onClick={() => setAsked('leave')}>
                {text.action}
              </Button>
            )}
          </div>
        )}
        {can.manage(room) && (
          <div>
            <div className="tx">
              <b>{text.deleteLabel}</b>
              <span>{text.deleteHint}</span>
            </div>
            <Button variant="danger" onClick={() => setAsked('delete')}>
              {text.deleteConfirm}
            </Button>
          </div>
        )}
      </div>
      <LeaveRoomDialog open={asked === 'leave'} onOpenChange={close} room={room} />
      <DeleteRoomDialog open={asked === 'delete'} onOpenChange={close} room={room} />
    </>
  )
}
