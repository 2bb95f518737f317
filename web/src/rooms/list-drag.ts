import { type DragEvent, useRef } from 'react'
import { useRoomVerbs } from './room-verbs.ts'

const TYPE = 'application/x-naniwa-room'

/** Rooms are dragged from section to section. The menu of each room does the same without a pointer. */
export function useListDrag() {
  const { arrange } = useRoomVerbs()
  const over = useRef<HTMLElement | null>(null)

  function mark(section: HTMLElement | null): void {
    const head = section?.querySelector<HTMLElement>('.cat') ?? null
    if (head === over.current) return
    over.current?.removeAttribute('data-drop')
    head?.setAttribute('data-drop', '')
    over.current = head
  }

  return {
    onDragStart(event: DragEvent<HTMLElement>) {
      const row = (event.target as Element).closest<HTMLElement>('[data-room]')
      if (!row?.dataset.room) return
      event.dataTransfer.setData(TYPE, row.dataset.room)
      event.dataTransfer.effectAllowed = 'move'
      row.classList.add('dragging')
    },
    onDragEnd(event: DragEvent<HTMLElement>) {
      ;(event.target as Element).closest('[data-room]')?.classList.remove('dragging')
      mark(null)
    },
    onDragOver(event: DragEvent<HTMLElement>) {
      const section = (event.target as Element).closest<HTMLElement>('[data-section]')
      if (!section || !event.dataTransfer.types.includes(TYPE)) return
      event.preventDefault()
      mark(section)
    },
    onDrop(event: DragEvent<HTMLElement>) {
      const roomId = Number(event.dataTransfer.getData(TYPE))
      const key = (event.target as Element).closest<HTMLElement>('[data-section]')?.dataset.section
      mark(null)
      if (!roomId || !key) return
      event.preventDefault()
      if (key === 'pinned') arrange(roomId, { pinned: true })
      else if (key.startsWith('category:')) arrange(roomId, { pinned: false, categoryId: Number(key.slice(9)) })
      else if (key === 'groups' || key === 'direct') arrange(roomId, { pinned: false, categoryId: null })
    },
  }
}
