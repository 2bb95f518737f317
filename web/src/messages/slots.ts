import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { Upload } from '../sync/upload-rows.ts'

/**
 * What other features show in messages and beside the box. The page around gives it, so that messages need to know none of
 * them.
 */
export interface Slots {
  /** A file that a text tells of. */
  File: ComponentType<{ roomId: number; fileId: number; label: string; hasPreview: boolean }>
  /** A file on its way, where its message will be. */
  Sending: ComponentType<{ upload: Upload }>
  /** Files that go with what is being written; takes what is pasted and dropped into the room. */
  Attachments: ComponentType<{ roomId: number; name: string }>
  /** Beside the box: choosing what goes with it. */
  AttachButton: ComponentType<{ roomId: number }>
  /** The same as items of a menu, on a phone. */
  AttachItems: ComponentType<{ roomId: number }>
}

const nothing = (): ReactNode => null

export const SlotsContext = createContext<Slots>({
  File: ({ label }) => label,
  Sending: nothing,
  Attachments: nothing,
  AttachButton: nothing,
  AttachItems: nothing,
})

export function useSlots(): Slots {
  return useContext(SlotsContext)
}
