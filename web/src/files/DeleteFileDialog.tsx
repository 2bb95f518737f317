import type { File } from '@naniwa/contract'
import { useState } from 'react'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { useLast } from '../ui/last.ts'
import { useFileVerbs } from './file-verbs.ts'

export interface DeleteFileDialogProps {
  /** Null: it is not asked. */
  file: File | null
  onClose: () => void
  onDeleted?: () => void
}

export function DeleteFileDialog({ file, onClose, onDeleted }: DeleteFileDialogProps) {
  const { files: text } = useText()
  const { remove } = useFileVerbs()
  const [isBusy, setBusy] = useState(false)
  const shown = useLast(file)

  async function confirm() {
    if (!file) return
    setBusy(true)
    const isGone = await remove(file)
    setBusy(false)
    onClose()
    if (isGone) onDeleted?.()
  }

  return (
    <AlertDialog
      open={file !== null}
      onOpenChange={onClose}
      title={text.deleteTitle(shown?.name ?? '')}
      confirm={text.deleteConfirm}
      busy={isBusy}
      onConfirm={() => void confirm()}
    >
      <p>{text.deleteText}</p>
    </AlertDialog>
  )
}
