import { ContextMenu } from '@base-ui/react/context-menu'
import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import { type MouseEvent, type ReactElement, useState } from 'react'
import { useRoom } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { useLandmark } from '../ui/landmark.ts'
import { MenuItem, MenuLine } from '../ui/Menu.tsx'
import { useRoomDialogs } from './dialogs.ts'
import { RoomMenuItems } from './RoomMenuItems.tsx'
import { useRoomVerbs } from './room-verbs.ts'

type Target = { kind: 'room' | 'category'; id: number } | null

export interface ListMenuProps {
  children: ReactElement<Record<string, unknown>>
}

/** By right click, long press or the menu key: one menu for all rows, filled for the one it was called on. */
export function ListMenu({ children }: ListMenuProps) {
  const [target, setTarget] = useState<Target>(null)

  function aim(event: MouseEvent) {
    setTarget(targetOf(event.target as Element))
  }

  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger render={children} onContextMenuCapture={aim} onPointerDownCapture={aim} />
      <ContextMenu.Portal {...useLandmark()}>
        <ContextMenu.Positioner className="floater">
          <ContextMenu.Popup className="float menu scroll">
            {target?.kind === 'room' && <OfRoom roomId={target.id} />}
            {target?.kind === 'category' && <OfCategory categoryId={target.id} />}
            {!target && <OfList />}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

function targetOf(element: Element): Target {
  const found = element.closest<HTMLElement>('[data-room], [data-category]')
  if (found?.dataset.room) return { kind: 'room', id: Number(found.dataset.room) }
  if (found?.dataset.category) return { kind: 'category', id: Number(found.dataset.category) }
  return null
}

function OfRoom({ roomId }: { roomId: number }) {
  const room = useRoom(roomId)
  return room && <RoomMenuItems room={room} />
}

function OfCategory({ categoryId }: { categoryId: number }) {
  const { rooms: text } = useText()
  const { open } = useRoomDialogs()
  const { moveCategory } = useRoomVerbs()
  return (
    <>
      <MenuItem icon={Pencil} onSelect={() => open({ kind: 'category', categoryId, roomId: null })}>
        {text.renameCategory}
      </MenuItem>
      <MenuItem icon={ArrowUp} onSelect={() => moveCategory(categoryId, -1)}>
        {text.moveUp}
      </MenuItem>
      <MenuItem icon={ArrowDown} onSelect={() => moveCategory(categoryId, 1)}>
        {text.moveDown}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Trash2} tone="danger" onSelect={() => open({ kind: 'removeCategory', categoryId })}>
        {text.removeCategory}
      </MenuItem>
    </>
  )
}

function OfList() {
  const { rooms: text } = useText()
  const { open } = useRoomDialogs()
  return (
    <>
      <MenuItem onSelect={() => open({ kind: 'new' })}>{text.newRoom}</MenuItem>
      <MenuItem onSelect={() => open({ kind: 'category', categoryId: null, roomId: null })}>
        {text.addCategory}
      </MenuItem>
    </>
  )
}
