import { CircleCheckBig } from 'lucide-react'
import { useMemo } from 'react'
import type { Deed } from '../messages/additions.ts'
import { useText } from '../text/text.ts'
import { useTaskDialogs } from './dialogs.ts'
import { useWanted } from './use-tasks.ts'

/** A message of an open room is made a task. The cards below its messages want the room's tasks. */
export function useTaskDeeds(roomId: number): readonly Deed[] {
  useWanted(`room:${roomId}`)
  useWanted(`done:${roomId}`)
  const { tasks: text } = useText()
  const { add } = useTaskDialogs()
  return useMemo(
    () => [{ icon: CircleCheckBig, label: text.toolTask, key: 'T', run: (message) => add({ message }) }],
    [text, add],
  )
}
