import { type Category, can } from '@naniwa/contract'
import { Bell, BellOff, FolderInput, Link, LogOut, Pin, PinOff, Settings } from 'lucide-react'
import { useTopic } from '../live/client.ts'
import type { RoomView } from '../sync/rooms.ts'
import { useText } from '../text/text.ts'
import { MenuChoice, MenuItem, MenuLine, Submenu } from '../ui/Menu.tsx'
import { useRoomDialogs } from './dialogs.ts'
import { useRoomVerbs } from './room-verbs.ts'

export interface RoomMenuItemsProps {
  room: RoomView
}

/** What can be done with a room: in its head, and by right click or long press in the list. */
export function RoomMenuItems({ room }: RoomMenuItemsProps) {
  const { rooms: text } = useText()
  const { arrange, copyLink } = useRoomVerbs()
  const { open } = useRoomDialogs()
  return (
    <>
      {room.type !== 'my' && (
        <MenuItem icon={room.pinned ? PinOff : Pin} onSelect={() => arrange(room.id, { pinned: !room.pinned })}>
          {room.pinned ? text.unpin : text.pin}
        </MenuItem>
      )}
      <MenuItem icon={room.muted ? Bell : BellOff} onSelect={() => arrange(room.id, { muted: !room.muted })}>
        {room.muted ? text.unmute : text.mute}
      </MenuItem>
      {room.type !== 'my' && <FileUnder room={room} />}
      <MenuItem icon={Link} onSelect={() => copyLink(room.id)}>
        {text.copyLink}
      </MenuItem>
      {room.type === 'group' && (
        <>
          <MenuLine />
          <MenuItem icon={Settings} onSelect={() => open({ kind: 'settings', roomId: room.id, section: 'about' })}>
            {text.settings}
          </MenuItem>
          {can.leave(room) && (
            <MenuItem icon={LogOut} tone="danger" onSelect={() => open({ kind: 'leave', roomId: room.id })}>
              {text.leave}
            </MenuItem>
          )}
        </>
      )}
    </>
  )
}

function FileUnder({ room }: RoomMenuItemsProps) {
  const { rooms: text } = useText()
  const { arrange } = useRoomVerbs()
  const { open } = useRoomDialogs()
  const categories = useCategories()
  return (
    <Submenu text={text.file} icon={FolderInput}>
      <MenuChoice
        value={String(room.categoryId ?? '')}
        onValue={(value) => arrange(room.id, { categoryId: value === '' ? null : Number(value) })}
        options={[
          ...categories.map(({ id, name }) => ({ value: String(id), text: name })),
          { value: '', text: text.unfiled },
        ]}
      />
      <MenuLine />
      <MenuItem onSelect={() => open({ kind: 'category', categoryId: null, roomId: room.id })}>
        {text.newCategory}
      </MenuItem>
    </Submenu>
  )
}

let sorted: readonly Category[] = []

/** One's categories in order. The same array while none has changed. */
function useCategories(): readonly Category[] {
  return useTopic('categories', (client) => {
    const next = [...client.engine.replica.categories.values()].sort((a, b) => a.position - b.position || a.id - b.id)
    const isSame = next.length === sorted.length && next.every((category, index) => category === sorted[index])
    if (!isSame) sorted = next
    return sorted
  })
}
