import type { Person } from '@naniwa/contract'
import { createContext, useContext } from 'react'
import type { Search } from '../search/trail.ts'

export type SettingsSection = 'about' | 'members' | 'link' | 'leave'

/** The dialogs about rooms; one at a time. */
export type RoomDialog =
  | { kind: 'new' }
  | { kind: 'settings'; roomId: number; section: SettingsSection }
  | { kind: 'leave' | 'delete' | 'addMembers'; roomId: number }
  /** Null: a new one; `roomId` is then filed under it. */
  | { kind: 'category'; categoryId: number | null; roomId: number | null }
  | { kind: 'removeCategory'; categoryId: number }
  | { kind: 'addContact' }
  | { kind: 'askContact'; person: Person }
  | { kind: 'endContact'; how: 'remove' | 'block'; person: Person }
  /** Search, and going to a room or a person. */
  | { kind: 'switcher'; search?: Partial<Search> }
  | { kind: 'keys' }
  | { kind: 'signOut' }

export interface RoomDialogs {
  current: RoomDialog | null
  open: (dialog: RoomDialog) => void
  close: () => void
}

export const RoomDialogsContext = createContext<RoomDialogs>({ current: null, open: () => {}, close: () => {} })

export function useRoomDialogs(): RoomDialogs {
  return useContext(RoomDialogsContext)
}
