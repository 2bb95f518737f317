import type { Due, File, Message, Priority, Task } from '@naniwa/contract'
import { createContext, useContext } from 'react'
import { navigate } from '../app/router.ts'
import { paths } from '../frame/paths.ts'

/** With what a new task begins. */
export interface NewTask {
  roomId?: number
  due?: Due
  priority?: Priority
  /** It is made from this message. */
  message?: Message
  /** It is made from this file, and from the message that it came with where that is still there. */
  file?: File
}

export type TaskDialog = { kind: 'add'; begin: NewTask } | { kind: 'remove'; task: Task; onRemoved: () => void }

export interface TaskDialogs {
  add: (begin: NewTask) => void
  /** Asks first. */
  remove: (task: Task, onRemoved: () => void) => void
}

export const TaskDialogsContext = createContext<TaskDialogs>({ add: () => {}, remove: () => {} })

export function useTaskDialogs(): TaskDialogs {
  return useContext(TaskDialogsContext)
}

/** Shows a task: in the side pane of an open room, else on the page of tasks. */
export type OpenTask = (task: Pick<Task, 'roomId' | 'id'>) => void

export const OpenTaskContext = createContext<OpenTask>((task) => navigate(paths.tasks('list', task)))

export function useOpenTask(): OpenTask {
  return useContext(OpenTaskContext)
}
