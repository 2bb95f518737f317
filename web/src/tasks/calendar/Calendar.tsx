import { holidayNames, holidayOf, isWorkday, type Task } from '@naniwa/contract'
import { ChevronLeft, ChevronRight, Repeat } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef } from 'react'
import { navigate } from '../../app/router.ts'
import { paths } from '../../frame/paths.ts'
import { useRoom } from '../../live/client.ts'
import { useFormat } from '../../text/format.ts'
import { useLanguage } from '../../text/language.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { hueOf } from '../../ui/hue.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { phone, useMedia } from '../../ui/media.ts'
import { Carrying } from '../Carrying.tsx'
import { bucketOf, momentOf, monthOf, weeksOf } from '../dates.ts'
import { dayStep } from '../form/MonthGrid.tsx'
import { keyOf } from '../lift.ts'
import { useHere } from '../use-tasks.ts'
import { useTitle } from '../words.ts'
import { type CalendarLift, useDayName } from './calendar-lift.ts'
import { byDay } from './days.ts'

export interface CalendarProps {
  /** Done ones are shown where they were due. */
  tasks: readonly Task[]
  day: string
  /** Chosen by a press, or passed by keys. */
  onDay: (day: string, how: 'pressed' | 'passed') => void
  /** 12 × year + month, January 0. */
  month: number
  onMonth: (month: number) => void
  lift: CalendarLift
}

/** A month of tasks, Monday first, with the holidays of Japan. A task that is moved to another day is due then. */
export function Calendar({ tasks, day, onDay, month, onMonth, lift: { lifted, said, on, onBlur } }: CalendarProps) {
  const { tasks: text } = useText()
  const here = useHere()
  const days = useMemo(() => byDay(tasks, here.zone), [tasks, here.zone])
  const grid = useRef<HTMLDivElement>(null)
  const dayName = useDayName()

  // What is carried by keys into another month is no longer drawn where it had the focus.
  useLayoutEffect(() => {
    if (lifted?.at === null && !grid.current?.contains(document.activeElement)) grid.current?.focus()
  })

  function onKeyDown(event: KeyboardEvent) {
    on.onKeyDown(event)
    const isDay = (event.target as HTMLElement).dataset.day !== undefined
    const next = event.defaultPrevented || !isDay ? null : dayStep(event.key, day)
    if (next === null) return
    event.preventDefault()
    onDay(next, 'passed')
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus())
  }

  const weeks = weeksOf(month)
  const stop = weeks.flat().includes(day) ? day : weeks[0]?.find((one) => monthOf(one) === month)
  return (
    <div className="calwrap">
      <CalendarBar month={month} onMonth={onMonth} onToday={() => onDay(here.today, 'pressed')} />
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of days that is gone through by keys */}
      <div
        className="calgrid"
        role="grid"
        aria-label={monthName(month, text)}
        tabIndex={-1}
        ref={grid}
        onPointerDown={on.onPointerDown}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      >
        <Weekdays />
        {weeks.map((week) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: the days take the focus
          <div role="row" className="cal" key={week[0]}>
            {week.map((one) => (
              <Day
                key={one}
                day={one}
                month={month}
                tasks={days.get(one) ?? []}
                isChosen={one === day}
                isStop={one === stop}
                isOver={lifted !== null && lifted.over === one && lifted.from !== one}
                onPick={() => onDay(one, 'pressed')}
              />
            ))}
          </div>
        ))}
      </div>
      <Carrying lifted={lifted} place={lifted ? dayName(lifted.over) : ''} unit={text.keyDay} said={said} />
    </div>
  )
}

function monthName(month: number, text: ReturnType<typeof useText>['tasks']): string {
  return text.month(String(Math.floor(month / 12)), String((month % 12) + 1))
}

interface CalendarBarProps {
  month: number
  onMonth: (month: number) => void
  onToday: () => void
}

function CalendarBar({ month, onMonth, onToday }: CalendarBarProps) {
  const { tasks: text } = useText()
  return (
    <div className="calbar">
      <h2 aria-live="polite">{monthName(month, text)}</h2>
      <IconButton icon={ChevronLeft} label={text.previousMonth} side="bottom" onClick={() => onMonth(month - 1)} />
      <IconButton icon={ChevronRight} label={text.nextMonth} side="bottom" onClick={() => onMonth(month + 1)} />
      <Button size="sm" onClick={onToday}>
        {text.toToday}
      </Button>
      <span className="quiet end wide">{text.calendarHint}</span>
    </div>
  )
}

function Weekdays() {
  const { tasks: text } = useText()
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: a head takes no focus
    <div role="row" className="dow">
      {[1, 2, 3, 4, 5, 6, 0].map((weekday) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: a head takes no focus
        <span role="columnheader" key={weekday} aria-label={text.weekdayNames[weekday]}>
          {text.weekdays[weekday]}
        </span>
      ))}
    </div>
  )
}

interface DayProps {
  day: string
  month: number
  tasks: readonly Task[]
  isChosen: boolean
  isStop: boolean
  isOver: boolean
  onPick: () => void
}

/** Entries that fit into a day; with more, one gives way to how many there are. */
const FITS = 4

function Day({ day, month, tasks, isChosen, isStop, isOver, onPick }: DayProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const language = useLanguage()
  const here = useHere()
  const onPhone = useMedia(phone)
  const holiday = holidayOf(day)
  const name = holiday ? holidayNames[language][holiday] : ''
  const isOut = monthOf(day) !== month
  const shown = onPhone ? [] : tasks.length > FITS ? tasks.slice(0, FITS - 1) : tasks
  const label = text.dayOf(
    [format.weekday(momentOf(day), here.now), name].filter(Boolean).join(' '),
    String(tasks.length),
  )
  const date = Number(day.slice(8))
  const figure = isOut && (date === 1 || day === weeksOf(month)[0]?.[0]) ? format.monthDay(day) : date
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    <div
      role="gridcell"
      className={classes(
        'cday',
        !isWorkday(day) && 'rest',
        isOut && 'out',
        day === here.today && 'now',
        isChosen && 'sel',
        isOver && 'drop',
      )}
      aria-selected={isChosen}
      data-day={day}
      data-drop={day}
      tabIndex={isStop ? 0 : -1}
      onClick={onPick}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && (event.key === 'Enter' || event.key === ' ')) {
          event.preventDefault()
          onPick()
        }
      }}
    >
      <span className="dhead">
        <span className="sr">{label}</span>
        <b aria-hidden="true">{figure}</b>
        <span className="clip" aria-hidden="true">
          {name}
        </span>
      </span>
      {shown.map((task) => (
        <Entry key={keyOf(task)} task={task} isReachable={isStop} />
      ))}
      {onPhone && tasks.length > 0 && <Dots tasks={tasks} />}
      {tasks.length > shown.length && !onPhone && (
        <span className="cmore">{text.more(format.number(tasks.length - shown.length))}</span>
      )}
    </div>
  )
}

/** A task on its day, in its room's colour. */
function Entry({ task, isReachable }: { task: Task; isReachable: boolean }) {
  const { tasks: text } = useText()
  const format = useFormat()
  const here = useHere()
  const title = useTitle(task)
  const hue = useHue(task.roomId)
  const isDone = task.status === 'done'
  const bucket = bucketOf(task.due, here)
  const look = isDone ? 'done' : bucket === 'late' || bucket === 'today' ? bucket : ''
  return (
    <button
      type="button"
      className={classes(`cev id${hue}`, look)}
      data-lift={keyOf(task)}
      tabIndex={isReachable ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation()
        navigate(paths.tasks('calendar', task))
      }}
    >
      <i />
      {isDone && <span className="sr">{text.done} </span>}
      {look === 'late' && <span className="sr">{text.late} </span>}
      <span className="clip">{title}</span>
      {task.due.type === 'time' && !isDone && (
        <span className={classes('due num', look)}>{format.time(task.due.at)}</span>
      )}
      {task.recurrence && <Icon of={Repeat} size="xs" label={text.repeats} />}
    </button>
  )
}

function useHue(roomId: number): number {
  const room = useRoom(roomId)
  if (room?.type === 'my') return 4
  return room?.type === 'group' ? room.icon.hue : hueOf(roomId)
}

function Dots({ tasks }: { tasks: readonly Task[] }) {
  return (
    <span className="cdots" aria-hidden="true">
      {tasks.slice(0, 4).map((task) => (
        <Dot key={keyOf(task)} task={task} />
      ))}
    </span>
  )
}

function Dot({ task }: { task: Task }) {
  const hue = useHue(task.roomId)
  return <i className={classes(`id${hue}`, task.status === 'done' && 'done')} />
}
