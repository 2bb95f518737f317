import { Calendar, Check, ChevronDown, Columns3, List, ListFilter, Plus, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { navigate } from '../app/router.ts'
import { paths, type TaskView, taskViews } from '../frame/paths.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Segmented } from '../ui/Choice.tsx'
import { Icon, type LucideIcon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Chip } from '../ui/Label.tsx'
import { Menu, MenuChoice } from '../ui/Menu.tsx'
import { phone, useMedia } from '../ui/media.ts'
import { Tabs } from '../ui/Tabs.tsx'
import type { BoardOrder } from './board/columns.ts'
import { useTaskDialogs } from './dialogs.ts'
import type { Tab } from './filter.ts'
import type { ShownTasks } from './shown-tasks.ts'

export interface TasksHeadProps {
  view: TaskView
  tab: Tab
  onTab: (tab: Tab) => void
  counts: ShownTasks['counts']
  /** The id of what the tabs show. */
  panel: string
  filters: ReactNode
}

const icons: Record<TaskView, LucideIcon> = { list: List, board: Columns3, calendar: Calendar }

/** Which tasks, how they are shown, and a new one. */
export function TasksHead(props: TasksHeadProps) {
  return useMedia(phone) ? <PhoneHead {...props} /> : <WideHead {...props} />
}

function WideHead({ view, filters, ...tabs }: TasksHeadProps) {
  const { tasks: text } = useText()
  const { add } = useTaskDialogs()
  const face = (one: TaskView) => (
    <>
      <Icon of={icons[one]} size="sm" />
      <span>{text[one]}</span>
    </>
  )
  return (
    <>
      <div className="ptop">
        <h1>{text.title}</h1>
        <span className="end row">
          <Segmented<TaskView>
            label={text.views}
            value={view}
            onValue={(next) => navigate(paths.tasks(next))}
            options={taskViews.map((one) => ({ value: one, text: face(one) }))}
          />
          <Button variant="primary" icon={Plus} onClick={() => add({})}>
            {text.add}
          </Button>
        </span>
      </div>
      <div className="pbar">
        <TaskTabs view={view} look="line" {...tabs} />
        <span className="end row">{filters}</span>
      </div>
    </>
  )
}

/** On a phone filters and the other views hide behind icons, and adding is under the thumb. */
function PhoneHead({ view, filters, ...tabs }: TasksHeadProps) {
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
          {taskViews
            .filter((one) => one !== view)
            .map((one) => (
              <IconButton key={one} icon={icons[one]} label={text[one]} onClick={() => navigate(paths.tasks(one))} />
            ))}
        </span>
      </div>
      <TaskTabs view={view} look="round" {...tabs} />
      {isFiltering && <div className="pfilters">{filters}</div>}
      <button type="button" className="fab" aria-label={text.add} onClick={() => add({})}>
        <Icon of={Plus} size="lg" />
      </button>
    </header>
  )
}

type TaskTabsProps = Omit<TasksHeadProps, 'filters'> & { look: 'line' | 'round' }

/** Done ones have a tab where they are not shown among the others. */
function TaskTabs({ view, tab, onTab, counts, panel, look }: TaskTabsProps) {
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
        ...(view === 'list' ? [{ value: 'done' as const, text: text.done }] : []),
      ]}
    />
  )
}

export interface OrderMenuProps {
  order: BoardOrder
  onOrder: (order: BoardOrder) => void
}

/** What the columns of the board stand for. */
export function OrderMenu({ order, onOrder }: OrderMenuProps) {
  const { tasks: text } = useText()
  return (
    <Menu
      align="end"
      trigger={
        <Chip icon={Columns3} iconAfter={ChevronDown} className="on">
          {text.arrangeBy[order]}
        </Chip>
      }
    >
      <MenuChoice<BoardOrder>
        value={order}
        onValue={onOrder}
        options={(['due', 'priority', 'status'] as const).map((value) => ({ value, text: text.arrangeBy[value] }))}
      />
    </Menu>
  )
}

export interface DoneChipProps {
  isOn: boolean
  onSwitch: (isOn: boolean) => void
}

export function DoneChip({ isOn, onSwitch }: DoneChipProps) {
  const { tasks: text } = useText()
  return (
    <Chip icon={Check} iconAfter={isOn ? X : undefined} pressed={isOn} onClick={() => onSwitch(!isOn)}>
      {text.showDone}
    </Chip>
  )
}
