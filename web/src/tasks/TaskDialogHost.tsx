import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useLast } from '../ui/last.ts'
import { later } from '../ui/later.tsx'
import { type TaskDialog, TaskDialogsContext } from './dialogs.ts'

const AddTaskDialog = later(async () => (await import('./AddTaskDialog.tsx')).AddTaskDialog)
const RemoveTaskDialog = later(async () => (await import('./RemoveTaskDialog.tsx')).RemoveTaskDialog)

/** Around every page of somebody who is signed in: draws the dialogs about tasks, afresh each time. */
export function TaskDialogHost({ children }: { children: ReactNode }) {
  const [dialog, setDialog] = useState<TaskDialog | null>(null)
  const opened = useRef(0)
  const dialogs = useMemo(() => {
    function open(next: TaskDialog): void {
      opened.current += 1
      setDialog(next)
    }
    return {
      add: (begin: Extract<TaskDialog, { kind: 'add' }>['begin']) => open({ kind: 'add', begin }),
      remove: (task: Extract<TaskDialog, { kind: 'remove' }>['task'], onRemoved: () => void) =>
        open({ kind: 'remove', task, onRemoved }),
    }
  }, [])
  const shown = useLast(dialog)
  const common = { open: dialog !== null, onOpenChange: () => setDialog(null) }
  return (
    <TaskDialogsContext value={dialogs}>
      {children}
      {shown?.kind === 'add' && <AddTaskDialog key={opened.current} {...common} begin={shown.begin} />}
      {shown?.kind === 'remove' && (
        <RemoveTaskDialog key={opened.current} {...common} task={shown.task} onRemoved={shown.onRemoved} />
      )}
    </TaskDialogsContext>
  )
}
