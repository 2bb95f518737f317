import { CircleCheckBig } from 'lucide-react'
import type { Additions } from '../messages/additions.ts'
import { AddTaskButton, AddTaskItem } from '../tasks/AddBeside.tsx'
import { MessageTasks } from '../tasks/MessageTasks.tsx'
import { useOpenTold } from '../tasks/open-told.ts'
import { taskSentence } from '../tasks/told.ts'

/** What the other features make of messages, put together. */
export const additions: Additions = {
  tellers: [{ sentence: taskSentence, icon: CircleCheckBig, useOpen: useOpenTold }],
  below: [MessageTasks],
  beside: [{ name: 'task', Button: AddTaskButton, Item: AddTaskItem }],
}
