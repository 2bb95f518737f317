import { api, type Colleague, type Invitation, type Me, type OrganizationRole } from '@naniwa/contract'
import { useCallback, useEffect, useState } from 'react'
import { AdminFrame } from '../admin/AdminFrame.tsx'
import { InvitationsPage } from '../admin/InvitationsPage.tsx'
import { InviteDialog } from '../admin/InviteDialog.tsx'
import { PeoplePage } from '../admin/PeoplePage.tsx'
import type { Step } from '../admin/StandingQuestion.tsx'
import { type AdminSection, paths } from '../frame/paths.ts'
import { useAction } from '../live/action.ts'
import { useAnew } from '../live/anew.ts'
import { useClient } from '../live/client.ts'
import type { Handed } from '../people/HandedLinks.tsx'
import { imageUrl } from '../sync/upload.ts'
import { phone, useMedia } from '../ui/media.ts'
import { AdminTokensSection } from './AdminTokensSection.tsx'
import { navigate } from './router.ts'
import { StatisticsSection } from './StatisticsSection.tsx'
import { useMail } from './use-mail.ts'

export interface AdminPagesProps {
  me: Me
  section: AdminSection | null
}

export function AdminPages({ me, section }: AdminPagesProps) {
  const client = useClient()
  const onPhone = useMedia(phone)
  const [people, setPeople] = useState<Colleague[] | null>(null)
  const [invitations, setInvitations] = useState<Invitation[] | null>(null)
  const [isInviting, setInviting] = useState(location.hash === new URL(paths.invite, location.origin).hash)
  const shown = section ?? (onPhone ? null : 'people')

  const read = useAction(
    useCallback(async () => {
      const [here, invited] = await Promise.all([
        client.call(api.organizations.people, {}),
        client.call(api.invitations.list, {}),
      ])
      setPeople(here.people)
      setInvitations(invited.invitations)
    }, [client]),
  )
  const reread = useCallback(() => void read.run(undefined), [read.run])
  useEffect(() => client.onColleague(reread), [client, reread])
  useAnew(reread)

  const setRole = useAction(async ({ accountId, role }: { accountId: number; role: OrganizationRole }) => {
    await client.call(api.organizations.setRole, { accountId, role })
    await read.run(undefined)
  })
  const take = useAction(async ({ accountId, step }: { accountId: number; step: Step }) => {
    await client.call(api.organizations[step], { accountId })
    await read.run(undefined)
  })
  const revoke = useAction(async (id: number) => {
    await client.call(api.invitations.revoke, { id })
    await read.run(undefined)
  })

  function closeInviting() {
    setInviting(false)
    // Loaded anew, the page does not ask again.
    if (location.hash !== '') navigate(location.pathname, 'replace')
  }

  const here = people?.filter(({ deactivatedAt }) => deactivatedAt === null)
  const counts = { ...(here && { people: here.length }), ...(invitations && { invitations: invitations.length }) }
  return (
    <AdminFrame section={shown} organizationName={me.organizationName} counts={counts}>
      {shown === 'people' && (
        <PeoplePage
          people={people}
          myId={me.accountId}
          imageUrl={imageUrl}
          failure={read.failure ?? setRole.failure ?? take.failure}
          onInvite={() => setInviting(true)}
          onRole={(accountId, role) => void setRole.run({ accountId, role })}
          onStep={(accountId, step) => void take.run({ accountId, step })}
        />
      )}
      {shown === 'invitations' && (
        <InvitationsPage
          invitations={invitations}
          failure={read.failure ?? revoke.failure}
          onInvite={() => setInviting(true)}
          onRevoke={(id) => void revoke.run(id)}
        />
      )}
      {shown === 'statistics' && <StatisticsSection />}
      {shown === 'tokens' && <AdminTokensSection />}
      {isInviting && <Inviting onClose={closeInviting} onMade={() => void read.run(undefined)} />}
    </AdminFrame>
  )
}

function Inviting({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const client = useClient()
  const mail = useMail()
  const [made, setMade] = useState<Handed | null>(null)
  const invite = useAction(async (emails: string[]) => {
    setMade(await client.call(api.invitations.create, { emails }))
    onMade()
  })
  return (
    <InviteDialog
      open
      onOpenChange={onClose}
      mail={mail}
      busy={invite.busy}
      failure={invite.failure}
      made={made}
      onInvite={invite.run}
    />
  )
}
