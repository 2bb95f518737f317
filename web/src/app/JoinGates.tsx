import { api, type CallOf, type OutputOf } from '@naniwa/contract'
import { useContext, useEffect, useState } from 'react'
import { paths } from '../frame/paths.ts'
import { useAction } from '../live/action.ts'
import { ClientContext, useMe } from '../live/client.ts'
import { AcceptInvitationPage } from '../people/AcceptInvitationPage.tsx'
import { InvitedSignedInPage } from '../people/InvitedSignedInPage.tsx'
import { JoinRoomPage, type JoinRoomPageProps, type RoomToJoin } from '../people/JoinRoomPage.tsx'
import { MailSentPage, SpentLinkPage } from '../people/NoticePages.tsx'
import type { ViewerProps } from '../people/Viewer.tsx'
import { SignOutDialog } from '../rooms/SignOutDialog.tsx'
import type { Client } from '../sync/client.ts'
import { callHttp } from '../sync/http.ts'
import { imageUrl } from '../sync/upload.ts'
import { Blank } from './Blank.tsx'
import { host, type SecretGateProps } from './Gates.tsx'
import { navigate } from './router.ts'
import { http, signedIn } from './session.ts'
import { useMail } from './use-mail.ts'

type Invited = OutputOf<typeof api.invitations.read>

export interface InvitationGateProps extends SecretGateProps {
  /** Whoever is signed in, if anybody. */
  client: Client | null
}

/** Where an invitation to the organization leads. */
export function InvitationGate({ secret, client }: InvitationGateProps) {
  const mail = useMail()
  const [invitation, setInvitation] = useState<Invited | null>(null)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const read = useAction(async (token: string) => setInvitation(await callHttp(http, api.invitations.read, { token })))
  const accept = useAction(async (input: Omit<CallOf<typeof api.invitations.accept>, 'token'>) => {
    const welcome = await callHttp(http, api.invitations.accept, { token: secret, ...input })
    if (welcome.outcome === 'confirm') return setSentTo(input.email ?? '')
    await signedIn(welcome.me)
    navigate(paths.chats, 'replace')
  })
  useEffect(() => void read.run(secret), [read.run, secret])
  if (read.failure || accept.failure === 'invalid_token') return <SpentLinkPage host={host} kind="invitation" />
  if (sentTo !== null) return <MailSentPage host={host} kind="confirm" email={sentTo} mail={mail} />
  if (!invitation) return <Blank />
  if (client) {
    return (
      <ClientContext value={client}>
        <InvitedSignedIn secret={secret} invitation={invitation} />
      </ClientContext>
    )
  }
  return (
    <AcceptInvitationPage
      host={host}
      invitation={invitation}
      busy={accept.busy}
      failure={accept.failure}
      onAccept={accept.run}
    />
  )
}

function InvitedSignedIn({ secret, invitation }: SecretGateProps & { invitation: Invited }) {
  const viewer = useViewer()
  const [isLeaving, setLeaving] = useState(false)
  if (!viewer) return <Blank />
  return (
    <>
      <InvitedSignedInPage host={host} invitation={invitation} viewer={viewer} onSignOut={() => setLeaving(true)} />
      <SignOutDialog to={`/join#${secret}`} open={isLeaving} onOpenChange={() => setLeaving(false)} />
    </>
  )
}

export interface RoomLinkGateProps {
  code: string
  client: Client | null
}

/** Where a room's link leads, for visitors and for those who are signed in. */
export function RoomLinkGate({ code, client }: RoomLinkGateProps) {
  const [room, setRoom] = useState<RoomToJoin | null>(null)
  const read = useAction(async (of: string) => {
    const found = await callHttp(http, api.links.read, { code: of })
    setRoom({ ...found, image: found.icon.image && imageUrl(found.icon.image) })
  })
  useEffect(() => void read.run(code), [read.run, code])
  if (read.failure) return <SpentLinkPage host={host} kind="room" />
  if (!room) return <Blank />
  if (!client) return <Join code={code} room={room} viewer={null} />
  return (
    <ClientContext value={client}>
      <AccountJoin code={code} room={room} />
    </ClientContext>
  )
}

interface JoinProps {
  code: string
  room: RoomToJoin
}

function AccountJoin(props: JoinProps) {
  const viewer = useViewer()
  return viewer ? <Join {...props} viewer={viewer} /> : <Blank />
}

function useViewer(): ViewerProps['viewer'] | null {
  const me = useMe()
  if (!me) return null
  const { accountId: id, name, avatar, organizationName } = me
  return { id, name, avatar: avatar && imageUrl(avatar), organizationName }
}

function Join({ code, room, viewer }: JoinProps & Pick<JoinRoomPageProps, 'viewer'>) {
  const client = useContext(ClientContext)
  const [outcome, setOutcome] = useState<'open' | 'requested'>('open')
  const join = useAction(async (joining: Client) => {
    const joined = await joining.call(api.links.join, { code })
    if (joined.outcome === 'requested' || joined.roomId === null) return setOutcome('requested')
    await joining.untilRoom(joined.roomId)
    navigate(paths.room(joined.roomId), 'replace')
  })
  return (
    <JoinRoomPage
      host={host}
      room={room}
      viewer={viewer}
      here={`/g/${code}`}
      outcome={outcome}
      busy={join.busy}
      failure={join.failure}
      onJoin={() => {
        if (client) void join.run(client)
      }}
    />
  )
}
