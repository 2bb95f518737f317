import { paths } from '../frame/paths.ts'
import { useText } from '../text/text.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Gate, GateHead } from './Gate.tsx'
import { InviteCard, type InviteCardProps } from './InviteCard.tsx'
import { Viewer, type ViewerProps } from './Viewer.tsx'

export interface InvitedSignedInPageProps extends InviteCardProps, Pick<ViewerProps, 'viewer'> {
  host: string
  onSignOut: () => void
}

/** An invitation opened by somebody who has an account, as those do who try a link before they pass it on. */
export function InvitedSignedInPage({ host, invitation, viewer, onSignOut }: InvitedSignedInPageProps) {
  const { people } = useText()
  const title = people.joinOrganization(invitation.organizationName)
  return (
    <Gate title={title} art="invite" host={host}>
      <InviteCard invitation={invitation} />
      <GateHead title={title} lead={people.invitedSignedIn} />
      <div className="stack g4">
        <Viewer viewer={viewer}>{people.signedInAs(viewer.name)}</Viewer>
        <ButtonLink href={paths.chats} variant="primary" size="xl" width="full">
          {people.toChats}
        </ButtonLink>
        <Button size="xl" width="full" onClick={onSignOut}>
          {people.signOutAndUse}
        </Button>
      </div>
    </Gate>
  )
}
