import { useRef } from 'react'
import { later } from '../ui/later.tsx'
import { type RoomDialog, useRoomDialogs } from './dialogs.ts'

const OpenedDialog = later(async () => (await import('./OpenedDialog.tsx')).OpenedDialog)

/** Draws the dialog that is asked for, afresh each time, and the last one until it has faded. */
export function RoomDialogHost() {
  const { current, close } = useRoomDialogs()
  const shown = useRef<{ dialog: RoomDialog; key: number } | null>(null)
  if (current && current !== shown.current?.dialog) {
    shown.current = { dialog: current, key: (shown.current?.key ?? 0) + 1 }
  }
  if (!shown.current) return null
  const { dialog, key } = shown.current
  return <OpenedDialog key={key} dialog={dialog} open={current !== null} onOpenChange={close} />
}
