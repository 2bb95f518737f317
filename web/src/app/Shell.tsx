import type { Me } from '@naniwa/contract'
import { type ReactNode, useMemo, useState } from 'react'
import { useRestored } from '../files/restored.ts'
import { UploadTray } from '../files/UploadTray.tsx'
import { ViewerHost } from '../files/viewer/Viewer.tsx'
import { AppFrame, type Place } from '../frame/AppFrame.tsx'
import { useTopic, useTotals } from '../live/client.ts'
import { type RoomDialog, RoomDialogsContext } from '../rooms/dialogs.ts'
import { RoomDialogHost } from '../rooms/RoomDialogHost.tsx'
import { useZoneOffer } from '../settings/zone-offer.ts'
import type { Client } from '../sync/client.ts'
import type { Totals } from '../sync/rooms.ts'
import { imageUrl } from '../sync/upload.ts'
import { useReminders } from '../tasks/reminders.ts'
import { TaskDialogHost } from '../tasks/TaskDialogHost.tsx'
import { useTaskCounts } from '../tasks/use-tasks.ts'
import { type Format, useFormat } from '../text/format.ts'
import { TitleMark } from '../ui/PageTitle.tsx'
import { useGlobalKeys } from './global-keys.ts'
import { useAppliedSettings } from './settings.ts'

export interface ShellProps {
  place: Place
  me: Me
  client: Client
  list?: ReactNode
  front?: 'list' | 'sheet'
  skipTo?: string
  /** The room that is open, for going to its neighbours. */
  roomId?: number
  children: (signOut: () => void) => ReactNode
}

/** Around every page of somebody who is signed in: the frame, the keys, the dialogs about rooms. */
export function Shell({ place, me, client, list, front, skipTo, roomId, children }: ShellProps) {
  const totals = useTotals()
  const tasks = useTaskCounts()
  const requests = useTopic('contacts', ({ contacts }) => contacts.waiting)
  const format = useFormat()
  const [dialog, setDialog] = useState<RoomDialog | null>(null)
  const dialogs = useMemo(() => ({ current: dialog, open: setDialog, close: () => setDialog(null) }), [dialog])
  useAppliedSettings(me.settings)
  useReminders()
  useZoneOffer(me.settings)
  useRestored()
  useGlobalKeys({ client, roomId: roomId ?? null, open: setDialog, singleKeys: me.settings.singleKeys })
  const signOut = () => setDialog({ kind: 'signOut' })
  const person = {
    id: me.accountId,
    name: me.name,
    avatar: me.avatar && imageUrl(me.avatar),
    organizationName: me.organizationName,
  }
  return (
    <RoomDialogsContext value={dialogs}>
      <TaskDialogHost>
        <ViewerHost>
          <AppFrame
            place={place}
            me={person}
            organizationRole={me.organizationRole}
            counts={{
              unread: totals.unreadRooms,
              toMe: totals.toMe,
              tasks: tasks.open,
              lateTasks: tasks.late,
              requests,
            }}
            list={list}
            front={front}
            skipTo={skipTo}
            onSignOut={signOut}
          >
            <TitleMark value={titleMark(totals, format)}>{children(signOut)}</TitleMark>
          </AppFrame>
        </ViewerHost>
      </TaskDialogHost>
      <RoomDialogHost />
      <UploadTray roomId={roomId} />
    </RoomDialogsContext>
  )
}

/** What is addressed to the reader is counted, anything else that is unread is a dot. */
function titleMark({ toMe, unreadRooms }: Totals, format: Format): string {
  if (toMe > 0) return `(${format.count(toMe)}) `
  return unreadRooms > 0 ? '• ' : ''
}
