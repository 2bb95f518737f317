import { ListFilter, Search, SquarePen } from 'lucide-react'
import { useId, useState } from 'react'
import { useMe, useTotals } from '../live/client.ts'
import type { Filter } from '../sync/sections.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Menu, MenuChoice, MenuItem, MenuLine } from '../ui/Menu.tsx'
import { phone, useMedia } from '../ui/media.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { useRoomDialogs } from './dialogs.ts'
import { ListEdge } from './ListEdge.tsx'
import { setListPrefs } from './list-prefs.ts'
import { RoomSections } from './RoomSections.tsx'
import { type Order, useOrder } from './sections.ts'

export interface RoomListProps {
  current: number | null
}

/** One's rooms: found, filtered, in order. */
export function RoomList({ current }: RoomListProps) {
  const { rooms: text } = useText()
  const { open } = useRoomDialogs()
  const me = useMe()
  const onPhone = useMedia(phone)
  const [filter, setFilter] = useState<Filter>('all')
  const panel = useId()
  const list = useId()
  // Alone on the screen of a phone it is what the page is about.
  const role = onPhone && current === null ? 'main' : 'complementary'
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: either role takes a name
    <div className="list" id={list} role={role} aria-label={text.list}>
      <div className="top">
        <h1 className="clip">{onPhone ? text.chats : me?.organizationName}</h1>
        <span className="end row">
          <ArrangeMenu />
          <IconButton icon={SquarePen} label={text.newRoom} onClick={() => open({ kind: 'new' })} side="bottom" />
        </span>
      </div>
      <button type="button" className="find" aria-keyshortcuts="Control+K" onClick={() => open({ kind: 'switcher' })}>
        <Icon of={Search} size="sm" />
        <span>{text.findRoom}</span>
        <Kbd keys="Mod+K" />
      </button>
      <Filters value={filter} onValue={setFilter} panel={panel} />
      {role === 'main' && <ConnectionBanner />}
      <RoomSections id={panel} filter={filter} current={current} onShowAll={() => setFilter('all')} />
      {!onPhone && <ListEdge list={list} />}
    </div>
  )
}

interface FiltersProps {
  value: Filter
  onValue: (filter: Filter) => void
  panel: string
}

function Filters({ value, onValue, panel }: FiltersProps) {
  const { rooms: text } = useText()
  const format = useFormat()
  const totals = useTotals()
  const count = (figure: number, tone: 'quiet' | 'to') =>
    figure > 0 ? { text: format.count(figure), tone } : undefined
  return (
    <Tabs
      label={text.filters}
      look="round"
      value={value}
      onValue={onValue}
      panel={panel}
      tabs={[
        { value: 'all', text: text.all },
        { value: 'unread', text: text.unreadFilter, count: count(totals.unreadRooms, 'quiet') },
        { value: 'to', text: text.toFilter, count: count(totals.toMe, 'to') },
        { value: 'tasks', text: text.tasksFilter, count: count(totals.taskRooms, 'quiet') },
      ]}
    />
  )
}

function ArrangeMenu() {
  const { rooms: text } = useText()
  const { open } = useRoomDialogs()
  const order = useOrder()
  return (
    <Menu align="end" trigger={<IconButton icon={ListFilter} label={text.arrange} side="bottom" />}>
      <MenuChoice<Order>
        label={text.order}
        value={order}
        onValue={(next) => setListPrefs({ order: next })}
        options={[
          { value: 'sections', text: text.orderSections },
          { value: 'recent', text: text.orderRecent },
        ]}
      />
      <MenuLine />
      <MenuItem onSelect={() => open({ kind: 'category', categoryId: null, roomId: null })}>
        {text.addCategory}
      </MenuItem>
    </Menu>
  )
}
