import { Building2 } from 'lucide-react'
import { useText } from '../text/text.ts'
import { Tile } from '../ui/Avatar.tsx'

export interface InviteCardProps {
  invitation: { organizationName: string; invitedBy: string }
}

/** Into which organization, and by whom. */
export function InviteCard({ invitation }: InviteCardProps) {
  const { people } = useText()
  return (
    <div className="invite-card">
      <div className="row g3">
        <Tile icon={Building2} hue={1} size={40} />
        <div className="grow">
          <div className="strong clip">{invitation.organizationName}</div>
          <div className="quiet clip">{people.invitationFrom(invitation.invitedBy)}</div>
        </div>
      </div>
    </div>
  )
}
