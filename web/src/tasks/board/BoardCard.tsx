import type { Task } from '@naniwa/contract'
import { Calendar } from 'lucide-react'
import { memo } from 'react'
import { paths } from '../../frame/paths.ts'
import { useText } from '../../text/text.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { DueLabel } from '../DueLabel.tsx'
import { keyOf } from '../lift.ts'
import { Face, PriorityFlag, TaskComments, TaskNotes, WhereLabel } from '../parts.tsx'
import { useDueWords, useTitle } from '../words.ts'

export interface BoardCardProps {
  task: Task
  /** As it was before it was lifted. */
  was?: Task
  /** Whose face stands at its foot. */
  personId: number
  /** `lifted`: where it would be put; `left`: where it was. */
  look: 'still' | 'open' | 'lifted' | 'left'
}

/** One task of the board. */
export const BoardCard = memo(function BoardCard({ task, was, personId, look }: BoardCardProps) {
  const { tasks: text } = useText()
  const title = useTitle(task)
  const isDone = task.status === 'done'
  const isCopy = look === 'lifted'
  return (
    <li
      className={classes(
        'bcard',
        isDone && 'done',
        isCopy && 'lift',
        look === 'left' && 'left',
        look === 'open' && 'on',
      )}
      data-lift={isCopy ? undefined : keyOf(task)}
      aria-hidden={isCopy || undefined}
    >
      {isCopy ? (
        <span className="t">{title}</span>
      ) : (
        <a
          className="t opens"
          href={paths.tasks('board', task)}
          aria-current={look === 'open' ? 'true' : undefined}
          aria-description={text.cardHelp}
          data-task={task.id}
          draggable={false}
          tabIndex={-1}
        >
          {title}
        </a>
      )}
      <WhereLabel roomId={task.roomId} />
      <div className="foot">
        <div className="facts">
          {was && !isDone ? <MovedDue from={was} to={task} /> : <DueLabel task={task} icon="shown" />}
          {task.priority === 'high' && (
            <span className="sub prio">
              <PriorityFlag task={task} />
              <span aria-hidden="true">{text.priorities.high}</span>
            </span>
          )}
          <TaskNotes task={task} />
          {!isCopy && <TaskComments task={task} />}
        </div>
        <Face accountId={personId} roomId={task.roomId} size={20} />
      </div>
    </li>
  )
})

function MovedDue({ from, to }: { from: Task; to: Task }) {
  const { tasks: text } = useText()
  const words = useDueWords()
  const [before, after] = [words(from.due, 'list'), words(to.due, 'list')]
  return (
    <span className="due">
      <Icon of={Calendar} size="xs" />
      {before === after ? after : text.dueMove(before, after)}
    </span>
  )
}
