import { TriangleAlert } from 'lucide-react'
import { signOut } from '../app/session.ts'
import { useAction } from '../live/action.ts'
import { useClient, useTopic } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Client } from '../sync/client.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Banner } from '../ui/Feedback.tsx'
import type { Shown } from './shown.ts'

/** Says what becomes of what is kept on this device, and of what has not been sent. */
export function SignOutDialog({ open, onOpenChange, to }: Shown & { to?: string }) {
  const text = useText().dialogs.signOut
  const format = useFormat()
  const client = useClient()
  const waiting = useTopic('status', () => client.outbox.waiting)
  const leave = useAction(async (signedIn: Client) => {
    await signOut(signedIn, to)
    onOpenChange()
  })
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.title}
      confirm={text.confirm}
      tone={waiting > 0 ? 'danger' : 'plain'}
      busy={leave.busy}
      onConfirm={() => void leave.run(client)}
    >
      <FailureNote failure={leave.failure} />
      {waiting > 0 && (
        <Banner tone="warn" shape="box" icon={TriangleAlert}>
          {text.waiting(format.number(waiting))}
        </Banner>
      )}
      <p>{text.text}</p>
    </AlertDialog>
  )
}
