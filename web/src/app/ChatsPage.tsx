import type { Me } from '@naniwa/contract'
import { MessageCircle } from 'lucide-react'
import { Sheet } from '../frame/AppFrame.tsx'
import { useRoom } from '../live/client.ts'
import { ConnectionBanner } from '../rooms/ConnectionBanner.tsx'
import { RoomList } from '../rooms/RoomList.tsx'
import { RoomPage } from '../rooms/RoomPage.tsx'
import type { Client } from '../sync/client.ts'
import { useText } from '../text/text.ts'
import { EmptyState } from '../ui/Feedback.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import type { Route } from './routes.ts'
import { Shell } from './Shell.tsx'

export interface ChatsPageProps {
  route: Route
  me: Me
  client: Client
}

export function ChatsPage({ route, me, client }: ChatsPageProps) {
  const roomId = route.page === 'room' ? route.roomId : null
  const hasLog = (useRoom(roomId ?? 0)?.lastNumber ?? 0) > 0
  return (
    <Shell
      place="chats"
      me={me}
      client={client}
      list={<RoomList current={roomId} />}
      front={roomId === null ? 'list' : 'sheet'}
      skipTo={hasLog ? 'log' : 'main'}
      roomId={roomId ?? undefined}
    >
      {() =>
        route.page === 'room' ? <RoomPage key={route.roomId} roomId={route.roomId} at={route.at} me={me} /> : <NoRoom />
      }
    </Shell>
  )
}

function NoRoom() {
  const { rooms: text } = useText()
  return (
    <Sheet>
      <PageTitle>{text.chats}</PageTitle>
      <div className="col room">
        <ConnectionBanner />
        <EmptyState icon={MessageCircle} title={text.pickRoom}>
          {text.pickRoomText}
        </EmptyState>
      </div>
    </Sheet>
  )
}
