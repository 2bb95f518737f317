import type { Me } from '@naniwa/contract'
import { DoorClosed } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Sheet } from '../frame/AppFrame.tsx'
import { paths } from '../frame/paths.ts'
import { useRoom, useStatus } from '../live/client.ts'
import { RoomMessages } from '../messages/RoomMessages.tsx'
import type { RoomView } from '../sync/rooms.ts'
import { useText } from '../text/text.ts'
import { ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { roomName } from './names.ts'
import { usePaneOpen } from './pane-open.ts'
import { RoomHead } from './RoomHead.tsx'
import { RoomPane } from './RoomPane.tsx'

export interface RoomPageProps {
  roomId: number
  /** A message's id, to begin there. */
  at: string | null
  me: Me
}

export function RoomPage({ roomId, at, me }: RoomPageProps) {
  const room = useRoom(roomId)
  const status = useStatus()
  if (room) return <OpenRoom room={room} at={at} me={me} />
  return (
    <Sheet>
      <div className="col room">
        <ConnectionBanner />
        {status.kind === 'live' && <NotHere />}
      </div>
    </Sheet>
  )
}

function NotHere() {
  const { rooms: text } = useText()
  return (
    <EmptyState
      icon={DoorClosed}
      title={text.notHere}
      action={<ButtonLink href={paths.chats}>{text.backToChats}</ButtonLink>}
    >
      {text.notHereText}
    </EmptyState>
  )
}

function OpenRoom({ room, at, me }: { room: RoomView; at: string | null; me: Me }) {
  const text = useText()
  const [isPaneOpen, setPaneOpen] = usePaneOpen(room.id)
  const paneButton = useRef<HTMLButtonElement>(null)
  const name = roomName(room, me.accountId, text)
  const hasPane = room.type !== 'my'

  function closePane() {
    setPaneOpen(false)
    paneButton.current?.focus()
  }

  useEffect(() => {
    document.querySelector(`.list [data-room="${room.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [room.id])

  return (
    <Sheet pane={hasPane && isPaneOpen && <RoomPane room={room} me={me} onClose={closePane} />}>
      <PageTitle>{name}</PageTitle>
      <section className="col room" aria-label={name}>
        <RoomHead
          room={room}
          name={name}
          pane={hasPane ? { isOpen: isPaneOpen, onChange: setPaneOpen, button: paneButton } : null}
        />
        <ConnectionBanner />
        <RoomMessages room={room} name={name} at={at} me={me} />
      </section>
    </Sheet>
  )
}
