import type { Me, Message, Person, Standing } from '@naniwa/contract'
import { createContext, useContext } from 'react'
import { useRoom } from '../live/client.ts'
import type { RoomView } from '../sync/rooms.ts'
import { useLast } from '../ui/last.ts'
import type { Deed } from './additions.ts'

/** What the messages of an open room can ask of the rest of its page. */
export interface Desk {
  /** No more than decides what may be done: it is the same while messages come and go. */
  room: Standing & { readonly id: number }
  me: Me
  reply: (message: Message) => void
  quote: (message: Message) => void
  edit: (message: Message) => void
  forward: (message: Message) => void
  askDelete: (message: Message) => void
  /** Opens somebody's card beside what was pressed. */
  showPerson: (person: Person, beside: HTMLElement) => void
  /** What other features do with a message. */
  deeds: readonly Deed[]
}

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('no room is open here')
  return desk
}

/** All that is known of the room; drawn again with every message. */
export function useDeskRoom(): RoomView {
  const { room } = useDesk()
  const view = useRoom(room.id)
  // Kept for the moment in which the room goes and its page with it.
  const last = useLast(view)
  if (!last) throw new Error('the room is not known')
  return last
}
