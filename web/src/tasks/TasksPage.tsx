import type { Me } from '@naniwa/contract'
import { useId, useState } from 'react'
import { navigate } from '../app/router.ts'
import { Sheet } from '../frame/AppFrame.tsx'
import { paths, type TaskView } from '../frame/paths.ts'
import { ConnectionBanner } from '../rooms/ConnectionBanner.tsx'
import { useText } from '../text/text.ts'
import { narrow, phone, useMedia } from '../ui/media.ts'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Board } from './board/Board.tsx'
import type { BoardOrder } from './board/columns.ts'
import { Calendar } from './calendar/Calendar.tsx'
import { useCalendarLift } from './calendar/calendar-lift.ts'
import { DayPane } from './calendar/DayPane.tsx'
import { monthOf, weeksOf } from './dates.ts'
import { noFilter, type Tab } from './filter.ts'
import { NoTasks } from './NoTasks.tsx'
import { useShownTasks } from './shown-tasks.ts'
import { TaskFilters } from './TaskFilters.tsx'
import { TaskListView } from './TaskListView.tsx'
import { TaskPane } from './TaskPane.tsx'
import { DoneChip, OrderMenu, TasksHead } from './TasksHead.tsx'
import { useHere } from './use-tasks.ts'

export interface TasksPageProps {
  view: TaskView
  /** The task that is open beside the view. */
  open: { roomId: number; id: number } | null
  me: Me
}

/** All one has to do, and what one asked of others: as a list, a board, a calendar. */
export function TasksPage({ view, open, me }: TasksPageProps) {
  const { tasks: text } = useText()
  const [chosenTab, setTab] = useState<Tab>('mine')
  const [filter, setFilter] = useState(noFilter)
  const [order, setOrder] = useState<BoardOrder>('due')
  const [withDone, setWithDone] = useState(false)
  const panel = useId()
  const tab = view === 'list' || chosenTab !== 'done' ? chosenTab : 'mine'
  const shown = useShownTasks({ view, tab, filter, withDone, myId: me.accountId })
  const calendar = useChosenDay(view)
  const lift = useCalendarLift({ tasks: shown.tasks, onOver: calendar.onOver })
  const close = () => navigate(paths.tasks(view))
  const filters = (
    <>
      {view === 'board' && <OrderMenu order={order} onOrder={setOrder} />}
      <TaskFilters
        tab={tab}
        tasks={shown.ofTab}
        filter={filter}
        onFilter={setFilter}
        due={view === 'calendar' ? 'none' : 'shown'}
      />
      {view === 'calendar' && <DoneChip isOn={withDone} onSwitch={setWithDone} />}
    </>
  )
  const dayPane = (
    <DayPane
      day={calendar.day}
      tasks={shown.tasks}
      myId={me.accountId}
      lift={lift}
      onClose={() => calendar.setPaneOpen(false)}
      place={calendar.isBelow ? 'below' : 'beside'}
    />
  )
  const side = open && <TaskPane key={`${open.roomId}-${open.id}`} {...open} onClose={close} />
  return (
    <Sheet pane={side || (calendar.isBeside && dayPane)}>
      <PageTitle>{text.title}</PageTitle>
      <section className="page tasks" aria-label={text.title}>
        <TasksHead view={view} tab={tab} onTab={setTab} counts={shown.counts} panel={panel} filters={filters} />
        <ConnectionBanner />
        <div className="tbody" id={panel} role="tabpanel" aria-label={text.title}>
          {view === 'calendar' && <Calendar {...calendar} tasks={shown.tasks} lift={lift} />}
          {view === 'board' && (
            <Board tasks={shown.tasks} order={order} myId={me.accountId} openId={open?.id ?? null} />
          )}
          {view === 'list' &&
            (shown.tasks.length > 0 ? (
              <TaskListView
                key={tab}
                tasks={shown.tasks}
                kind={tab === 'done' ? 'done' : 'open'}
                myId={me.accountId}
                openId={open?.id ?? null}
              />
            ) : (
              <NoTasks tab={tab} isWhole={shown.isWhole} filter={filter} onClear={() => setFilter(noFilter)} />
            ))}
          {calendar.isBelow && dayPane}
        </div>
      </section>
    </Sheet>
  )
}

/** The day that is chosen in the calendar, and the month around it. What is due then stands beside it, on a phone below. */
function useChosenDay(view: TaskView) {
  const here = useHere()
  const onPhone = useMedia(phone)
  const isOver = useMedia(narrow)
  const [day, setDay] = useState(here.today)
  const [month, onMonth] = useState(monthOf(here.today))
  const [isPaneOpen, setPaneOpen] = useState(!isOver)
  function onDay(next: string, how: 'pressed' | 'passed') {
    setDay(next)
    onMonth(monthOf(next))
    // Where it covers the calendar it is opened by a press alone.
    if (how === 'pressed') setPaneOpen(true)
  }
  /** Something is carried over a day: another month is turned to where it is not in sight. */
  function onOver(over: string) {
    if (!weeksOf(month).flat().includes(over)) onMonth(monthOf(over))
  }
  const isCalendar = view === 'calendar'
  return {
    ...{ day, onDay, month, onMonth, onOver, setPaneOpen },
    isBeside: isCalendar && !onPhone && isPaneOpen,
    isBelow: isCalendar && onPhone,
  }
}
