import type { Me, Task } from '@naniwa/contract'
import { CircleCheckBig, ListFilter, Plus, SearchX } from 'lucide-react'
import { type ReactNode, useId, useMemo, useState } from 'react'
import { navigate } from '../app/router.ts'
import { Sheet } from '../frame/AppFrame.tsx'
import { paths, type TaskView } from '../frame/paths.ts'
import { useStatus } from '../live/client.ts'
import { ConnectionBanner } from '../rooms/ConnectionBanner.tsx'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Delayed, EmptyState, Skeleton } from '../ui/Feedback.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { phone, useMedia } from '../ui/media.ts'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useTaskDialogs } from './dialogs.ts'
import { belongs, isFiltered, noFilter, passes, type Tab, type TaskFilter } from './filter.ts'
import { TaskFilters } from './TaskFilters.tsx'
import { TaskListView } from './TaskListView.tsx'
import { TaskPane } from './TaskPane.tsx'
import { useAllTasks, useHere, useWanted } from './use-tasks.ts'

export interface TasksPageProps {
  view: TaskView
  /** The task that is open beside the view. */
  open: { roomId: number; id: number } | null
  me: Me
}

/** All one has to do, and what one asked of others. */
export function TasksPage({ view, open, me }: TasksPageProps) {
  const { tasks: text } = useText()
  const onPhone = useMedia(phone)
  const [tab, setTab] = useState<Tab>('mine')
  const [filter, setFilter] = useState(noFilter)
  const panel = useId()
  const shown = useShown(tab, filter, me.accountId)
  const bar = { tab, onTab: setTab, counts: shown.counts, panel }
  const filters = <TaskFilters tab={tab} tasks={shown.ofTab} filter={filter} onFilter={setFilter} due="shown" />
  const close = () => navigate(paths.tasks(view))
  return (
    <Sheet pane={open && <TaskPane key={`${open.roomId}-${open.id}`} {...open} onClose={close} />}>
      <PageTitle>{text.title}</PageTitle>
      <section className="page tasks" aria-label={text.title}>
        {onPhone ? <PhoneHead {...bar} filters={filters} /> : <Head {...bar} filters={filters} />}
        <ConnectionBanner />
        <div className="tbody" id={panel} role="tabpanel" aria-label={text.title}>
          {shown.tasks.length > 0 ? (
            <TaskListView
              key={tab}
              tasks={shown.tasks}
              kind={tab === 'done' ? 'done' : 'open'}
              myId={me.accountId}
              openId={open?.id ?? null}
            />
          ) : (
            <Nothing tab={tab} isWhole={shown.isWhole} filter={filter} onClear={() => setFilter(noFilter)} />
          )}
        </div>
      </section>
    </Sheet>
  )
}

interface ShownTasks {
  /** Those of the tab, and those of them that pass the filter. */
  ofTab: readonly Task[]
  tasks: readonly Task[]
  counts: Record<'mine' | 'asked', number>
  isWhole: boolean
}

function useShown(tab: Tab, filter: TaskFilter, myId: number): ShownTasks {
  const all = useAllTasks()
  const here = useHere()
  const whole = { mine: useWanted('mine'), asked: useWanted('asked'), done: useWanted(tab === 'done' ? 'done' : null) }
  const counts = useMemo(
    () => ({
      mine: all.filter((task) => belongs(task, 'mine', myId)).length,
      asked: all.filter((task) => belongs(task, 'asked', myId)).length,
    }),
    [all, myId],
  )
  const ofTab = useMemo(() => all.filter((task) => belongs(task, tab, myId)), [all, tab, myId])
  const tasks = useMemo(() => ofTab.filter((task) => passes(task, filter, myId, here)), [ofTab, filter, myId, here])
  return { ofTab, tasks, counts, isWhole: whole[tab] }
}

interface HeadProps {
  tab: Tab
  onTab: (tab: Tab) => void
  counts: ShownTasks['counts']
  panel: string
  filters: ReactNode
}

function Head({ filters, ...tabs }: HeadProps) {
  const { tasks: text } = useText()
  const { add } = useTaskDialogs()
  return (
    <>
      <div className="ptop">
        <h1>{text.title}</h1>
        <span className="end row">
          <Button variant="primary" icon={Plus} onClick={() => add({})}>
            {text.add}
          </Button>
        </span>
      </div>
      <div className="pbar">
        <TaskTabs look="line" {...tabs} />
        <span className="end row">{filters}</span>
      </div>
    </>
  )
}

/** On a phone filters and views hide behind icons, and adding is under the thumb. */
function PhoneHead({ filters, ...tabs }: HeadProps) {
  const { tasks: text } = useText()
  const { add } = useTaskDialogs()
  const [isFiltering, setFiltering] = useState(false)
  return (
    <header className="ptasks">
      <div className="ptop">
        <h1>{text.title}</h1>
        <span className="end row">
          <IconButton
            icon={ListFilter}
            label={text.filters}
            pressed={isFiltering}
            onClick={() => setFiltering(!isFiltering)}
          />
        </span>
      </div>
      <TaskTabs look="round" {...tabs} />
      {isFiltering && filters}
      <button type="button" className="fab" aria-label={text.add} onClick={() => add({})}>
        <Icon of={Plus} size="lg" />
      </button>
    </header>
  )
}

function TaskTabs({ tab, onTab, counts, panel, look }: Omit<HeadProps, 'filters'> & { look: 'line' | 'round' }) {
  const { tasks: text } = useText()
  const format = useFormat()
  const count = (figure: number) => (figure > 0 ? { text: format.count(figure) } : undefined)
  const isShort = look === 'round'
  return (
    <Tabs<Tab>
      label={text.lists}
      look={look}
      value={tab}
      onValue={onTab}
      panel={panel}
      tabs={[
        { value: 'mine', text: isShort ? text.mineShort : text.mine, count: count(counts.mine) },
        { value: 'asked', text: isShort ? text.askedShort : text.asked, count: count(counts.asked) },
        { value: 'done', text: text.done },
      ]}
    />
  )
}

interface NothingProps {
  tab: Tab
  isWhole: boolean
  filter: TaskFilter
  onClear: () => void
}

function Nothing({ tab, isWhole, filter, onClear }: NothingProps) {
  const { tasks: text } = useText()
  const { add } = useTaskDialogs()
  const isLive = useStatus().kind === 'live'
  if (isFiltered(filter)) {
    return (
      <EmptyState icon={SearchX} title={text.noHits} action={<Button onClick={onClear}>{text.clearFilters}</Button>}>
        {text.noHitsText}
      </EmptyState>
    )
  }
  if (!isWhole || !isLive) return <Bones />
  const [title, words] = {
    mine: [text.noMine, text.noMineText],
    asked: [text.noAsked, text.noAskedText],
    done: [text.noDone, text.noDoneText],
  }[tab]
  const action = tab === 'done' ? undefined : <Button onClick={() => add({})}>{text.add}</Button>
  return (
    <EmptyState icon={CircleCheckBig} title={title} action={action}>
      {words}
    </EmptyState>
  )
}

function Bones() {
  return (
    <Delayed>
      {['52%', '38%', '60%', '44%', '56%'].map((width) => (
        <div key={width} className="trow">
          <Skeleton width="18px" height="18px" shape="circle" />
          <Skeleton width={width} />
        </div>
      ))}
    </Delayed>
  )
}
