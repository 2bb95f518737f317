import type { Task } from '@naniwa/contract'
import { Calendar, ChevronDown, MessageCircle, User, X } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useClient, useMe } from '../live/client.ts'
import { roomName } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { useText } from '../text/text.ts'
import type { LucideIcon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Chip } from '../ui/Label.tsx'
import { Menu, MenuChoice } from '../ui/Menu.tsx'
import { Popover } from '../ui/Popover.tsx'
import { type Bucket, buckets } from './dates.ts'
import { Finder, type FinderOption } from './Finder.tsx'
import { isFiltered, noFilter, otherOf, type Tab, type TaskFilter } from './filter.ts'
import { Face } from './parts.tsx'

export interface TaskFiltersProps {
  tab: Tab
  /** What is filtered: its rooms and people are on offer. */
  tasks: readonly Task[]
  filter: TaskFilter
  onFilter: (filter: TaskFilter) => void
  due: 'shown' | 'none'
}

/** By room, by person, by when it is due. */
export function TaskFilters({ tab, tasks, filter, onFilter, due }: TaskFiltersProps) {
  const { tasks: text } = useText()
  const change = (changes: Partial<TaskFilter>) => onFilter({ ...filter, ...changes })
  return (
    <fieldset className="tfilters" aria-label={text.filters}>
      <RoomFilter tasks={tasks} value={filter.roomId} onValue={(roomId) => change({ roomId })} />
      <PersonFilter tab={tab} tasks={tasks} value={filter.personId} onValue={(personId) => change({ personId })} />
      {due === 'shown' && tab !== 'done' && (
        <DueFilter value={filter.due} onValue={(bucket) => change({ due: bucket })} />
      )}
      {isFiltered(filter) && (
        <IconButton icon={X} size="sm" label={text.clearFilters} side="bottom" onClick={() => onFilter(noFilter)} />
      )}
    </fieldset>
  )
}

interface FilterProps<Value> {
  value: Value | null
  onValue: (value: Value | null) => void
}

function RoomFilter({ tasks, value, onValue }: FilterProps<number> & { tasks: readonly Task[] }) {
  const text = useText()
  const client = useClient()
  const me = useMe()
  const options = useMemo(() => {
    const ids = new Set(tasks.map(({ roomId }) => roomId))
    return [...ids].flatMap((id) => {
      const room = client.rooms.get(id)
      if (!room) return []
      const name = roomName(room, me?.accountId ?? 0, text)
      return [{ value: id, name, before: <RoomFace key={id} room={room} size={20} mark="none" /> }]
    })
  }, [tasks, client, me, text])
  return (
    <FinderChip
      icon={MessageCircle}
      label={text.tasks.room}
      find={text.tasks.findRoom}
      all={text.tasks.anyRoom}
      nothing={text.tasks.noRoom}
      options={options}
      value={value}
      onValue={onValue}
    />
  )
}

function PersonFilter({ tab, tasks, value, onValue }: FilterProps<number> & { tab: Tab; tasks: readonly Task[] }) {
  const { tasks: text } = useText()
  const client = useClient()
  const options = useMemo(() => {
    const rooms = new Map(tasks.map((task) => [otherOf(task, client.accountId), task.roomId]))
    return [...rooms].map(([id, roomId]) => ({
      value: id,
      name: client.people.get(id, roomId)?.name ?? text.someone,
      before: <Face accountId={id} roomId={roomId} size={20} />,
    }))
  }, [tasks, client, text])
  return (
    <FinderChip
      icon={User}
      label={tab === 'mine' ? text.asker : text.assignee}
      find={text.findPerson}
      all={text.anyPerson}
      nothing={text.nobody}
      options={options}
      value={value}
      onValue={onValue}
    />
  )
}

export interface FinderChipProps extends FilterProps<number> {
  icon: LucideIcon
  label: string
  find: string
  all: string
  nothing: string
  options: readonly FinderOption<number>[]
}

export function FinderChip({ icon, label, find, all, nothing, options, value, onValue }: FinderChipProps) {
  const [isOpen, setOpen] = useState(false)
  const chosen = options.find((option) => option.value === value)
  const offered: FinderOption<number | null>[] = [{ value: null, name: all }, ...options]
  return (
    <Popover
      label={label}
      align="end"
      body="fill"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={chip(icon, label, chosen?.name)}
    >
      <Finder
        label={find}
        options={offered}
        nothing={nothing}
        chosen={value}
        onPick={(picked) => {
          setOpen(false)
          onValue(picked)
        }}
      />
    </Popover>
  )
}

function DueFilter({ value, onValue }: FilterProps<Bucket>) {
  const { tasks: text } = useText()
  return (
    <Menu align="end" trigger={chip(Calendar, text.due, value ? text.buckets[value] : undefined)}>
      <MenuChoice<Bucket | 'any'>
        value={value ?? 'any'}
        onValue={(next) => onValue(next === 'any' ? null : next)}
        options={[
          { value: 'any', text: text.anyDue },
          ...buckets.map((bucket) => ({ value: bucket, text: text.buckets[bucket] })),
        ]}
      />
    </Menu>
  )
}

function chip(icon: LucideIcon, label: string, chosen: ReactNode) {
  return (
    <Chip icon={icon} iconAfter={ChevronDown} className={chosen ? 'on' : undefined}>
      {chosen ? (
        <>
          <span className="sr">{label} </span>
          <span className="clip">{chosen}</span>
        </>
      ) : (
        label
      )}
    </Chip>
  )
}
