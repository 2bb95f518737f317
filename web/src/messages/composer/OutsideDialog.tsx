import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { useDesk, useDeskRoom } from '../desk.ts'

export interface OutsideDialogProps {
  open: boolean
  name: string
  onClose: () => void
  onConfirm: () => void
}

/** Asked once in each room where people of other organizations read along. */
export function OutsideDialog({ open, name, onClose, onConfirm }: OutsideDialogProps) {
  const { messages: text, rooms } = useText()
  const format = useFormat()
  const { me } = useDesk()
  const room = useDeskRoom()
  const others = room.organizations
    .filter(({ id }) => id !== me.organizationId)
    .map((organization) => organization.name)
  return (
    <AlertDialog
      open={open}
      onOpenChange={onClose}
      title={text.outsideTitle(format.number(room.outsiders))}
      confirm={text.sendAnyway}
      tone="plain"
      onConfirm={onConfirm}
    >
      <p>{text.outsideText(rooms.quoted(name), text.system.names(others))}</p>
      <p className="quiet">{text.outsideNote}</p>
    </AlertDialog>
  )
}
