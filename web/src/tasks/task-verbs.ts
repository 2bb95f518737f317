import { api, can, type InputOf, type Task } from '@naniwa/contract'
import { Check, RotateCcw } from 'lucide-react'
import { useMemo } from 'react'
import { paths } from '../frame/paths.ts'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import type { TaskChange } from '../sync/overlay.ts'
import { currentText } from '../text/text.ts'
import { copyText } from '../ui/copy.ts'
import { useToast } from '../ui/Toast.tsx'

export type Edit = Omit<InputOf<typeof api.tasks.edit>, 'roomId' | 'id'>

export interface TaskVerbs {
  /** Says it at the lower edge, with the way back. Resolves to whether it was done. */
  setDone: (task: Task, isDone: boolean) => Promise<boolean>
  edit: (task: Task, edit: Edit) => Promise<boolean>
  check: (task: Task, itemId: number, isDone: boolean) => void
  remove: (task: Task) => Promise<boolean>
  copyLink: (task: Task) => void
  /** Whether the reader may change this task. */
  mayChange: (task: Task) => boolean
}

/** What is done to a task with one press. It shows at once; a refusal takes it back and says why. */
export function useTaskVerbs(): TaskVerbs {
  const client = useClient()
  const attempt = useDo()
  const toast = useToast()
  return useMemo(() => {
    async function change({ roomId, id }: Task, status: Task['status']): Promise<boolean> {
      const shown: TaskChange = { status, doneAt: status === 'done' ? Date.now() : null }
      const work = () => client.call(api.tasks.setStatus, { roomId, id, status })
      return attempt(client.overlay.changeTask({ roomId, id }, shown, work))
    }
    async function setDone(task: Task, isDone: boolean): Promise<boolean> {
      if (!(await change(task, isDone ? 'done' : 'open'))) return false
      const { tasks, ui } = currentText()
      const back = () => void change(task, isDone ? 'open' : 'done')
      // A repeated one has made its next meanwhile: opening it again would leave two.
      const action = isDone && task.recurrence ? undefined : { text: ui.undo, onSelect: back }
      toast({ text: isDone ? tasks.didIt : tasks.reopened, icon: isDone ? Check : RotateCcw, action })
      return true
    }
    function edit({ roomId, id, checklist }: Task, edited: Edit): Promise<boolean> {
      const { checklist: items, ...rest } = edited
      const given = { ...rest, ...(items && { checklist: numbered(items, checklist) }) } as TaskChange
      const work = () => client.call(api.tasks.edit, { roomId, id, ...edited })
      return attempt(client.overlay.changeTask({ roomId, id }, given, work))
    }
    function check({ roomId, id, checklist }: Task, itemId: number, done: boolean): void {
      const items = checklist.map((item) => (item.id === itemId ? { ...item, done } : item))
      const work = () => client.call(api.tasks.check, { roomId, id, itemId, done })
      void attempt(client.overlay.changeTask({ roomId, id }, { checklist: items }, work))
    }
    function remove({ roomId, id }: Task): Promise<boolean> {
      const work = () => client.call(api.tasks.delete, { roomId, id })
      return attempt(client.overlay.changeTask({ roomId, id }, {}, work))
    }
    async function copyLink({ roomId, id }: Task): Promise<void> {
      const { ui } = currentText()
      const isCopied = await copyText(location.origin + paths.tasks('list', { roomId, id }))
      toast(isCopied ? { text: ui.copied, icon: Check } : { text: ui.copyFailed })
    }
    function mayChange(task: Task): boolean {
      const room = client.rooms.get(task.roomId)
      return room !== null && can.changeTask(room, task, client.accountId)
    }
    return { setDone, edit, check, remove, copyLink: (task) => void copyLink(task), mayChange }
  }, [client, attempt, toast])
}

/** A list as the server will number it: new items take the next ids. */
function numbered(items: NonNullable<Edit['checklist']>, before: Task['checklist']): Task['checklist'] {
  let last = Math.max(0, ...before.map(({ id }) => id))
  return items.map(({ id, text, done }) => ({ id: id ?? ++last, text, done: done ?? false }))
}
