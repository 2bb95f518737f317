import { CircleCheckBig } from 'lucide-react'
import { paths } from '../frame/paths.ts'
import type { Failure } from '../text/failure.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Tile } from '../ui/Avatar.tsx'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Banner } from '../ui/Feedback.tsx'
import { type PresetIcon, presetIcons } from '../ui/preset-icons.ts'
import { FailureNote } from './FailureNote.tsx'
import { Gate, GateHead, OtherWay } from './Gate.tsx'
import { Viewer, type ViewerProps } from './Viewer.tsx'

export interface RoomToJoin {
  name: string
  description: string
  icon: { preset: PresetIcon; hue: number }
  /** Address of the room's own picture. */
  image: string | null
  memberCount: number
  needAcceptance: boolean
  organizationName: string
}

export interface JoinRoomPageProps {
  host: string
  room: RoomToJoin
  /** Who is signed in, if anybody. */
  viewer: ViewerProps['viewer'] | null
  /** This page's own address: signing in comes back to it. */
  here: string
  /** `requested`: an admin has to accept. One who joined at once is taken to the room. */
  outcome: 'open' | 'requested'
  busy: boolean
  failure: Failure | null
  onJoin: () => void
}

/** What a room's invitation link leads to. */
export function JoinRoomPage({ host, room, viewer, here, outcome, busy, failure, onJoin }: JoinRoomPageProps) {
  const { people } = useText()
  const lead = !viewer ? people.joinRoomVisitor : room.needAcceptance ? people.joinRoomAsk : people.joinRoomNow
  return (
    <Gate title={room.name} art="invite" host={host}>
      <RoomCard room={room} />
      {outcome === 'requested' ? (
        <>
          <GateHead title={people.asked} />
          <Banner tone="good" shape="box" icon={CircleCheckBig}>
            {people.askedLead}
          </Banner>
          <ButtonLink href={paths.chats} size="xl" width="full">
            {people.toChats}
          </ButtonLink>
        </>
      ) : (
        <>
          <GateHead title={people.joinRoom} lead={lead} />
          <FailureNote failure={failure} />
          {viewer ? (
            <div className="stack g4">
              <Viewer viewer={viewer}>{people.joinAs(viewer.name)}</Viewer>
              <Button variant="primary" size="xl" width="full" busy={busy} onClick={onJoin}>
                {room.needAcceptance ? people.askToJoin : people.join}
              </Button>
            </div>
          ) : (
            <ButtonLink href={paths.signIn(here)} variant="primary" size="xl" width="full">
              {people.signInToJoin}
            </ButtonLink>
          )}
        </>
      )}
      {!viewer && (
        <OtherWay question={people.newHere} href={paths.found('organization', here)} link={people.foundOrganization} />
      )}
    </Gate>
  )
}

function RoomCard({ room }: { room: RoomToJoin }) {
  const { people } = useText()
  const format = useFormat()
  return (
    <div className="invite-card">
      <div className="row g3 top">
        <Tile icon={presetIcons[room.icon.preset]} hue={room.icon.hue} image={room.image} size={40} />
        <div className="grow stack g1">
          <div className="strong">{room.name}</div>
          {room.description && <p className="quiet">{room.description}</p>}
          <p className="quiet">
            {room.organizationName} · {people.members(format.number(room.memberCount))}
          </p>
        </div>
      </div>
    </div>
  )
}
