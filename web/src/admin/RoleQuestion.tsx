import type { Colleague, OrganizationRole } from '@naniwa/contract'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { useLast } from '../ui/last.ts'

export interface RoleQuestionProps {
  asked: { person: Colleague; role: OrganizationRole } | null
  myId: number
  onClose: () => void
  onRole: (accountId: number, role: OrganizationRole) => void
}

/** Before somebody becomes an administrator, or one stops being one. */
export function RoleQuestion({ asked, myId, onClose, onRole }: RoleQuestionProps) {
  const { admin: text } = useText()
  const drawn = useLast(asked)
  const stepsDown = drawn?.person.accountId === myId && drawn.role === 'member'
  return (
    <AlertDialog
      open={asked !== null}
      onOpenChange={onClose}
      title={stepsDown ? text.stepDown : text.makeAdministrator(drawn?.person.name ?? '')}
      confirm={stepsDown ? text.stepDownConfirm : text.makeAdministratorConfirm}
      tone={stepsDown ? 'danger' : 'plain'}
      onConfirm={() => {
        if (asked) onRole(asked.person.accountId, asked.role)
        onClose()
      }}
    >
      {stepsDown ? text.stepDownText : text.makeAdministratorText}
    </AlertDialog>
  )
}
