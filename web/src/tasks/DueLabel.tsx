import type { Task } from '@naniwa/contract'
import { Calendar } from 'lucide-react'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { bucketOf } from './dates.ts'
import { useHere } from './use-tasks.ts'
import { type DueStyle, useDueWords } from './words.ts'

export interface DueLabelProps {
  task: Pick<Task, 'due' | 'status' | 'doneAt'>
  style?: DueStyle
  icon?: 'shown' | 'none'
}

/** When it is due; of a task that is done, when that was. What is late says so to the ear, not by colour alone. */
export function DueLabel({ task, style = 'list', icon = 'none' }: DueLabelProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const here = useHere()
  const words = useDueWords()
  if (task.status === 'done') {
    return <span className="due">{text.doneOn(format.date(task.doneAt ?? here.now, here.now))}</span>
  }
  const bucket = bucketOf(task.due, here)
  return (
    <span className={classes('due', (bucket === 'late' || bucket === 'today') && bucket)}>
      {icon === 'shown' && task.due.type !== 'none' && <Icon of={Calendar} size="xs" />}
      {bucket === 'late' && <span className="sr">{text.late} </span>}
      {words(task.due, style)}
    </span>
  )
}
