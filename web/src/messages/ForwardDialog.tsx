import { can, type Message } from '@naniwa/contract'
import { navigate } from '../app/router.ts'
import { paths } from '../frame/paths.ts'
import { useClient } from '../live/client.ts'
import { RoomPicker } from '../rooms/RoomPicker.tsx'
import { useText } from '../text/text.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { useLast } from '../ui/last.ts'
import { splitFiles } from './composer/letter.ts'
import { quoteOf } from './RoomMessages.tsx'

export interface ForwardDialogProps {
  message: Message | null
  onClose: () => void
  /** A room was chosen, and is about to be open. */
  onForward?: () => void
}

/** Puts a message, quoted, into another room's box. Nothing is sent yet. */
export function ForwardDialog({ message, onClose, onForward }: ForwardDialogProps) {
  const { messages: text } = useText()
  const client = useClient()

  function forward(roomId: number) {
    if (!message) return
    const draft = client.drafts.body(roomId)
    client.drafts.set(roomId, `${draft}${draft && !draft.endsWith('\n') ? '\n' : ''}${quoteOf(message)}`)
    onClose()
    onForward?.()
    navigate(paths.room(roomId))
  }

  const shown = useLast(message)
  const hasFiles = shown !== null && splitFiles(shown.body).files !== ''
  const note = hasFiles ? text.forwardFilesNote : text.forwardNote
  return (
    <Dialog open={message !== null} onOpenChange={onClose} title={text.forwardTitle} size="small" body="fill">
      <RoomPicker onPick={forward} fits={can.post} note={note} />
    </Dialog>
  )
}
