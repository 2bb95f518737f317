import type { Task } from '@naniwa/contract'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Shown } from '../rooms/shown.ts'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useTaskVerbs } from './task-verbs.ts'
import { useTitle } from './words.ts'

export interface RemoveTaskDialogProps extends Shown {
  task: Task
  onRemoved: () => void
}

export function RemoveTaskDialog({ open, onOpenChange, task, onRemoved }: RemoveTaskDialogProps) {
  const { tasks: text } = useText()
  const { remove } = useTaskVerbs()
  const toast = useToast()
  const title = useTitle(task)
  const [isBusy, setBusy] = useState(false)

  async function confirm() {
    setBusy(true)
    const isDone = await remove(task)
    setBusy(false)
    if (!isDone) return
    onOpenChange()
    onRemoved()
    toast({ text: text.deleted, icon: Trash2 })
  }

  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.deleteTitle}
      confirm={text.deleteConfirm}
      busy={isBusy}
      onConfirm={() => void confirm()}
    >
      <p className="quote excerpt">{title}</p>
      <p>{task.recurrence ? text.deleteRepeated : text.deleteText}</p>
    </AlertDialog>
  )
}
