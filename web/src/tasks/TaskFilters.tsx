import type { Task } from '@naniwa/contract'
import { Calendar, MessageCircle, User, X } from 'lucide-react'
import { useMemo } from 'react'
import { useClient, useMe } from '../live/client.ts'
import { roomCalled } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { useText } from '../text/text.ts'
import { FinderChip, filterChip } from '../ui/FinderChip.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuChoice } from '../ui/Menu.tsx'
import { type Bucket, buckets } from './dates.ts'
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
      const { name, reading } = roomCalled(room, me?.accountId ?? 0, text)
      return [{ value: id, name, reading, before: <RoomFace key={id} room={room} size={20} mark="none" /> }]
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
    return [...rooms].map(([id, roomId]) => {
      const { name = text.someone, reading } = client.people.get(id, roomId) ?? {}
      return { value: id, name, reading, before: <Face accountId={id} roomId={roomId} size={20} /> }
    })
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

function DueFilter({ value, onValue }: FilterProps<Bucket>) {
  const { tasks: text } = useText()
  return (
    <Menu align="end" trigger={filterChip(Calendar, text.due, value ? text.buckets[value] : undefined)}>
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
