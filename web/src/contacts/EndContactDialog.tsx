import { api, type Person } from '@naniwa/contract'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Shown } from '../rooms/shown.ts'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { useToast } from '../ui/Toast.tsx'

export interface EndContactDialogProps extends Shown {
  person: Person
  how: 'remove' | 'block'
}

/** Before a contact ends, or somebody is blocked. */
export function EndContactDialog({ open, onOpenChange, person, how }: EndContactDialogProps) {
  const { end: text } = useText().contacts
  const client = useClient()
  const toast = useToast()
  const { accountId, name } = person
  const end = useAction(async () => {
    if (how === 'remove') await client.call(api.contacts.remove, { accountId })
    else await client.call(api.contacts.block, { accountId, on: true })
    toast({ text: how === 'remove' ? text.removed(name) : text.blocked(name) })
    onOpenChange()
  })
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={how === 'remove' ? text.removeTitle(name) : text.blockTitle(name)}
      confirm={how === 'remove' ? text.removeConfirm : text.blockConfirm}
      busy={end.busy}
      onConfirm={() => void end.run(undefined)}
    >
      <FailureNote failure={end.failure} />
      {how === 'remove' ? text.removeText : text.blockText}
    </AlertDialog>
  )
}
