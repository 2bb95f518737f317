import { MessageCirclePlus, SquarePen, UserPlus } from 'lucide-react'
import { paths } from '../frame/paths.ts'
import { useMe, useTopic } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { useRoomDialogs } from './dialogs.ts'

/** Whether there is nobody to talk to yet: My chat is one's only room. */
export function useIsAlone(): boolean {
  return useTopic('rooms', ({ rooms }) => {
    const all = rooms.all()
    return all.length > 0 && all.every(({ type }) => type === 'my')
  })
}

/** What to begin with, where My chat is the only room. */
export function FirstSteps() {
  const { rooms: text, admin } = useText()
  const { open } = useRoomDialogs()
  const isAdministrator = useMe()?.organizationRole === 'administrator'
  const ways = (
    <div className="row g2 ways">
      <Button variant="primary" icon={SquarePen} onClick={() => open({ kind: 'new' })}>
        {text.newRoom}
      </Button>
      {isAdministrator && (
        <ButtonLink href={paths.invite} icon={UserPlus}>
          {admin.inviteTitle}
        </ButtonLink>
      )}
    </div>
  )
  return (
    <EmptyState icon={MessageCirclePlus} title={text.firstSteps} action={ways}>
      {isAdministrator ? text.firstStepsAdministrator : text.firstStepsText}
    </EmptyState>
  )
}
