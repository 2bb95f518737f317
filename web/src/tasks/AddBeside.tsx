import { can } from '@naniwa/contract'
import { CircleCheckBig } from 'lucide-react'
import { useRoom } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { MenuItem } from '../ui/Menu.tsx'
import { useTaskDialogs } from './dialogs.ts'

/** Beside the box of a room: a new task in it. */
export function AddTaskButton({ roomId }: { roomId: number }) {
  const { tasks: text } = useText()
  const { add } = useTaskDialogs()
  const room = useRoom(roomId)
  if (!room || !can.assign(room)) return null
  return <IconButton icon={CircleCheckBig} label={text.add} onClick={() => add({ roomId })} />
}

/** The same in the menu of a phone. */
export function AddTaskItem({ roomId }: { roomId: number }) {
  const { tasks: text } = useText()
  const { add } = useTaskDialogs()
  const room = useRoom(roomId)
  if (!room || !can.assign(room)) return null
  return (
    <MenuItem icon={CircleCheckBig} onSelect={() => add({ roomId })}>
      {text.add}
    </MenuItem>
  )
}
