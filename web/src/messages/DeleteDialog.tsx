import type { Message } from '@naniwa/contract'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { useLast } from '../ui/last.ts'
import { useExcerpt } from './excerpt.ts'
import { useMessageVerbs } from './message-verbs.ts'

export interface DeleteDialogProps {
  message: Message | null
  onClose: () => void
}

export function DeleteDialog({ message, onClose }: DeleteDialogProps) {
  const { messages: text } = useText()
  const { remove } = useMessageVerbs()
  const excerpt = useExcerpt()
  const shown = useLast(message)
  return (
    <AlertDialog
      open={message !== null}
      onOpenChange={onClose}
      title={text.deleteTitle}
      confirm={text.deleteConfirm}
      onConfirm={() => {
        if (message) void remove(message)
        onClose()
      }}
    >
      {shown && <p className="quote excerpt">{excerpt(shown)}</p>}
      <p>{text.deleteText}</p>
    </AlertDialog>
  )
}
