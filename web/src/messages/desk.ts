import type { Me, Message } from '@naniwa/contract'
import { createContext, useContext } from 'react'
import type { RoomView } from '../sync/rooms.ts'

/** What the messages of an open room can ask of the rest of its page. */
export interface Desk {
  room: RoomView
  me: Me
  reply: (message: Message) => void
  quote: (message: Message) => void
  edit: (message: Message) => void
  forward: (message: Message) => void
  askDelete: (message: Message) => void
}

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('no room is open here')
  return desk
}
