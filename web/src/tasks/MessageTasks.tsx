import type { Message, Task } from '@naniwa/contract'
import { useMemo } from 'react'
import { useMe } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { classes } from '../ui/classes.ts'
import { DueLabel } from './DueLabel.tsx'
import { useOpenTask } from './dialogs.ts'
import { Face, PriorityFlag, TaskCheck, TaskNotes, useName } from './parts.tsx'
import { useRoomTasks } from './use-tasks.ts'
import { useTitle } from './words.ts'

/** Cards of the tasks a message was made into, as they are now. */
export function MessageTasks({ message }: { message: Message }) {
  const all = useRoomTasks(message.roomId)
  const tasks = useMemo(() => all.filter(({ messageId }) => messageId === message.id), [all, message.id])
  return tasks.map((task) => <TaskCard key={task.id} task={task} />)
}

function TaskCard({ task }: { task: Task }) {
  const { tasks: text } = useText()
  const me = useMe()
  const title = useTitle(task)
  const name = useName(task.accountId, task.roomId)
  const openTask = useOpenTask()
  return (
    <div className={classes('card task', task.status === 'done' && 'done')}>
      <TaskCheck task={task} />
      <div className="grow">
        <button type="button" className="t opens" onClick={() => openTask(task)}>
          {title}
        </button>
        <div className="m">
          <span aria-hidden="true">
            <Face accountId={task.accountId} roomId={task.roomId} size={18} />
          </span>
          <span>{task.accountId === me?.accountId ? text.you : name}</span>
          {(task.due.type !== 'none' || task.status === 'done') && <DueLabel task={task} style="full" icon="shown" />}
          <TaskNotes task={task} />
          {task.priority === 'high' && (
            <span>
              <PriorityFlag task={task} />
              <span aria-hidden="true">{text.priorities.high}</span>
            </span>
          )}
        </div>
      </div>
    </div>
  )
}
