import type { Me } from '@naniwa/contract'
import { FileQuestionMark, MessageCircle } from 'lucide-react'
import { Sheet } from '../frame/AppFrame.tsx'
import { paths } from '../frame/paths.ts'
import { useRoom } from '../live/client.ts'
import { ConnectionBanner } from '../rooms/ConnectionBanner.tsx'
import { FirstSteps, useIsAlone } from '../rooms/FirstSteps.tsx'
import { RoomList } from '../rooms/RoomList.tsx'
import { RoomPage } from '../rooms/RoomPage.tsx'
import type { Client } from '../sync/client.ts'
import { useText } from '../text/text.ts'
import { ButtonLink } from '../ui/Button.tsx'
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
      front={route.page === 'chats' ? 'list' : 'sheet'}
      skipTo={hasLog ? 'log' : 'main'}
      roomId={roomId ?? undefined}
    >
      {() => {
        if (route.page === 'room') return <RoomPage key={route.roomId} roomId={route.roomId} at={route.at} me={me} />
        return <Sheet>{route.page === 'nowhere' ? <Nowhere /> : <NoRoom />}</Sheet>
      }}
    </Shell>
  )
}

function NoRoom() {
  const { rooms: text } = useText()
  const isAlone = useIsAlone()
  return (
    <>
      <PageTitle>{text.chats}</PageTitle>
      <div className="col room">
        <ConnectionBanner />
        {isAlone ? (
          <FirstSteps />
        ) : (
          <EmptyState icon={MessageCircle} title={text.pickRoom}>
            {text.pickRoomText}
          </EmptyState>
        )}
      </div>
    </>
  )
}

/** An address that is none of ours. */
function Nowhere() {
  const { frame: text, people } = useText()
  const back = <ButtonLink href={paths.chats}>{people.toChats}</ButtonLink>
  return (
    <>
      <PageTitle>{text.nowhere}</PageTitle>
      <div className="col room">
        <ConnectionBanner />
        <EmptyState icon={FileQuestionMark} title={text.nowhere} heading="h1" action={back}>
          {text.nowhereText}
        </EmptyState>
      </div>
    </>
  )
}
