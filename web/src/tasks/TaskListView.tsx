import type { Task } from '@naniwa/contract'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, useMemo, useRef, useState } from 'react'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { phone, useMedia } from '../ui/media.ts'
import { otherOf } from './filter.ts'
import { groupsOf, type TaskGroup } from './groups.ts'
import { OlderTasks } from './OlderTasks.tsx'
import { useRowKeys } from './row-keys.ts'
import { TaskRow } from './TaskRow.tsx'
import { useHere } from './use-tasks.ts'

export interface TaskListViewProps {
  tasks: readonly Task[]
  kind: 'open' | 'done'
  myId: number
  /** The task that is open beside the list. */
  openId: number | null
}

/** Rows drawn of a group at first, and more with each press. */
const SHOWN = 100

/** Tasks as a list, in groups; after the last of the done ones, the way to older ones. */
export function TaskListView({ tasks, kind, myId, openId }: TaskListViewProps) {
  const list = useRef<HTMLDivElement>(null)
  const keys = useRowKeys(list)
  const here = useHere()
  const groups = useMemo(() => groupsOf(tasks, kind, here), [tasks, kind, here])
  return (
    <div className="scroll tlist" ref={list} {...keys}>
      {groups.map((group) => (
        <Group key={group.key} group={group} myId={myId} openId={openId} />
      ))}
      {kind === 'done' && <OlderTasks list="done" className="link tmore" />}
    </div>
  )
}

interface GroupProps {
  group: TaskGroup
  myId: number
  openId: number | null
}

function Group({ group: { key, tasks }, myId, openId }: GroupProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const onPhone = useMedia(phone)
  const [isFolded, setFolded] = useState(false)
  const [shown, setShown] = useState(SHOWN)
  const id = useId()
  const names: Record<TaskGroup['key'], string> = {
    ...text.buckets,
    doneToday: text.doneToday,
    doneWeek: text.doneWeek,
    doneBefore: text.doneBefore,
  }
  return (
    <section className="tgroup" aria-label={names[key]}>
      <h2>
        <button type="button" aria-expanded={!isFolded} aria-controls={id} onClick={() => setFolded(!isFolded)}>
          <Icon of={isFolded ? ChevronRight : ChevronDown} size="xs" />
          <span className={key === 'late' ? 'danger' : undefined}>{names[key]}</span>
          <span className="quiet num">{format.number(tasks.length)}</span>
        </button>
      </h2>
      <ul id={id} hidden={isFolded}>
        {tasks.slice(0, shown).map((task) => (
          <TaskRow
            key={`${task.roomId}-${task.id}`}
            task={task}
            personId={otherOf(task, myId)}
            isOpen={task.id === openId}
            look={onPhone ? 'tall' : 'flat'}
          />
        ))}
      </ul>
      {!isFolded && tasks.length > shown && (
        <button type="button" className="link tmore" onClick={() => setShown(shown + 4 * SHOWN)}>
          {text.showMore(format.number(tasks.length - shown))}
        </button>
      )}
    </section>
  )
}
