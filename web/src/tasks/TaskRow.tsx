import type { Task } from '@naniwa/contract'
import { memo } from 'react'
import { paths, type TaskView } from '../frame/paths.ts'
import { classes } from '../ui/classes.ts'
import { DueLabel } from './DueLabel.tsx'
import { Face, PriorityFlag, TaskCheck, TaskComments, TaskNotes, WhereLabel } from './parts.tsx'
import { useTitle } from './words.ts'

export interface TaskRowProps {
  task: Task
  /** Whose face stands at the end. */
  personId: number
  isOpen: boolean
  look: 'flat' | 'tall'
  view?: TaskView
}

/** One task of the page's list. */
export const TaskRow = memo(function TaskRow({ task, personId, isOpen, look, view = 'list' }: TaskRowProps) {
  const title = useTitle(task)
  const isDone = task.status === 'done'
  const link = (
    <a
      className="opens clip"
      href={paths.tasks(view, task)}
      aria-current={isOpen ? 'true' : undefined}
      data-task={task.id}
      tabIndex={-1}
    >
      {title}
    </a>
  )
  if (look === 'tall') {
    return (
      <li className={classes('pt', isDone && 'done')}>
        <span className="hit44">
          <TaskCheck task={task} tabIndex={-1} />
        </span>
        <div className="grow">
          <div className="t">
            <PriorityFlag task={task} />
            {link}
          </div>
          <div className="m">
            <DueLabel task={task} />
            <TaskNotes task={task} />
            <TaskComments task={task} />
            <WhereLabel roomId={task.roomId} size={16} />
          </div>
        </div>
        <Face accountId={personId} roomId={task.roomId} size={28} />
      </li>
    )
  }
  return (
    <li className={classes('trow', isOpen && 'on', isDone && 'done')}>
      <TaskCheck task={task} tabIndex={-1} />
      <span className="t">
        <PriorityFlag task={task} />
        {link}
        <TaskNotes task={task} />
        <TaskComments task={task} />
      </span>
      <WhereLabel roomId={task.roomId} />
      <DueLabel task={task} />
      <Face accountId={personId} roomId={task.roomId} size={24} />
    </li>
  )
})
