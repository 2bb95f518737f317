import { dueDay, type Task } from '@naniwa/contract'
import { Plus, X } from 'lucide-react'
import { useMemo } from 'react'
import { paths } from '../../frame/paths.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { DueLabel } from '../DueLabel.tsx'
import { bucketOf, bySoonest, momentOf } from '../dates.ts'
import { useTaskDialogs } from '../dialogs.ts'
import { otherOf } from '../filter.ts'
import { keyOf } from '../lift.ts'
import { Face, TaskCheck, WhereLabel } from '../parts.tsx'
import { useHere } from '../use-tasks.ts'
import { dayWords, useTitle } from '../words.ts'
import type { CalendarLift } from './calendar-lift.ts'

export interface DayPaneProps {
  day: string
  tasks: readonly Task[]
  myId: number
  /** A task may be carried from here onto a day. */
  lift: CalendarLift
  onClose: () => void
  /** Beside the calendar, or below it on a phone. */
  place: 'beside' | 'below'
}

/** What is due on the chosen day, what is late, and what waits for a day. */
export function DayPane({ day, tasks, myId, lift, onClose, place }: DayPaneProps) {
  const { tasks: text, ui } = useText()
  const format = useFormat()
  const here = useHere()
  const { add } = useTaskDialogs()
  const { due, late, none } = useMemo(() => {
    const sorted = [...tasks].sort(bySoonest(here.zone))
    const open = sorted.filter(({ status }) => status === 'open')
    return {
      due: sorted.filter((task) => dueDay(task.due, here.zone) === day),
      late: open.filter((task) => bucketOf(task.due, here) === 'late' && dueDay(task.due, here.zone) !== day),
      none: open.filter((task) => task.due.type === 'none'),
    }
  }, [tasks, day, here])
  const near = dayWords(day, here, format, text)
  const full = format.weekday(momentOf(day), here.now)
  return (
    <aside
      className={classes(place === 'beside' ? 'pane' : 'daylist', 'daypane')}
      aria-label={text.chosenDay}
      onPointerDown={lift.on.onPointerDown}
      onKeyDown={(event) => {
        // What is lifted by a key goes on in the calendar, which takes the focus.
        lift.on.onKeyDown(event)
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className="head">
        <h2>{near === full ? full : `${full} ${near}`}</h2>
        <span className="acts">
          <IconButton
            icon={Plus}
            label={text.addOnDay}
            side="bottom"
            onClick={() => add({ due: { type: 'date', date: day } })}
          />
          {place === 'beside' && <IconButton icon={X} label={ui.close} side="bottom" onClick={onClose} />}
        </span>
      </header>
      <div className="scroll">
        <Part title={text.dueThisDay} tasks={due} myId={myId} empty={text.nothingThisDay} />
        {late.length > 0 && <Part title={text.late} tone="danger" tasks={late} myId={myId} />}
        {none.length > 0 && <Part title={text.dueNone} tasks={none} myId={myId} hint={text.dropOnDay} />}
      </div>
    </aside>
  )
}

interface PartProps {
  title: string
  tone?: 'danger'
  tasks: readonly Task[]
  myId: number
  empty?: string
  hint?: string
}

function Part({ title, tone, tasks, myId, empty, hint }: PartProps) {
  const format = useFormat()
  return (
    <section className="sec">
      <header>
        <h3 className={tone}>{title}</h3>
        {tasks.length > 0 && <span className="quiet num">{format.number(tasks.length)}</span>}
      </header>
      <ul>
        {tasks.slice(0, 100).map((task) => (
          <DayTask key={keyOf(task)} task={task} myId={myId} />
        ))}
      </ul>
      {tasks.length === 0 && empty && <p className="quiet">{empty}</p>}
      {hint && <p className="hint">{hint}</p>}
    </section>
  )
}

function DayTask({ task, myId }: { task: Task; myId: number }) {
  const title = useTitle(task)
  return (
    <li className={classes('ptask', task.status === 'done' && 'done')} data-lift={keyOf(task)}>
      <TaskCheck task={task} />
      <div className="grow">
        <a className="t" href={paths.tasks('calendar', task)} draggable={false}>
          {title}
        </a>
        <div className="m">
          <DueLabel task={task} />
          <WhereLabel roomId={task.roomId} />
        </div>
      </div>
      <Face accountId={otherOf(task, myId)} roomId={task.roomId} size={20} />
    </li>
  )
}
