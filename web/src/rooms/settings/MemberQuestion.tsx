import { api, type Role } from '@naniwa/contract'
import { useAction } from '../../live/action.ts'
import { useClient } from '../../live/client.ts'
import { FailureNote } from '../../people/FailureNote.tsx'
import type { RoomView } from '../../sync/rooms.ts'
import { useText } from '../../text/text.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { useLast } from '../../ui/last.ts'
import { useToast } from '../../ui/Toast.tsx'
import type { Present } from '../room-members.ts'

export type MemberQuestionAsked =
  | { kind: 'remove'; member: Present }
  /** One's own admin role, for another one. */
  | { kind: 'stepDown'; member: Present; role: Role }

export interface MemberQuestionProps {
  room: RoomView
  asked: MemberQuestionAsked | null
  onClose: () => void
}

/** Before somebody is removed, or one gives up one's own admin role. */
export function MemberQuestion({ room, asked, onClose }: MemberQuestionProps) {
  const text = useText().dialogs.members
  const client = useClient()
  const toast = useToast()
  const drawn = useLast(asked)

  const act = useAction(async (question: MemberQuestionAsked) => {
    const target = { roomId: room.id, accountId: question.member.accountId }
    if (question.kind === 'stepDown') await client.call(api.members.setRole, { ...target, role: question.role })
    else {
      await client.call(api.members.remove, target)
      toast({ text: text.removed(question.member.name) })
    }
    onClose()
  })

  function close() {
    act.reset()
    onClose()
  }

  const isRemoval = drawn?.kind === 'remove'
  return (
    <AlertDialog
      open={asked !== null}
      onOpenChange={close}
      title={isRemoval ? text.removeTitle(drawn.member.name) : text.stepDownTitle}
      confirm={isRemoval ? text.removeConfirm : text.stepDownConfirm}
      busy={act.busy}
      onConfirm={() => {
        if (asked) void act.run(asked)
      }}
    >
      <FailureNote failure={act.failure} />
      {isRemoval ? text.removeText : text.stepDownText}
    </AlertDialog>
  )
}
