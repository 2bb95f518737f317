import { NotebookPen } from 'lucide-react'
import { useMe } from '../live/client.ts'
import type { RoomView } from '../sync/rooms.ts'
import { imageUrl } from '../sync/upload.ts'
import { Avatar, Tile } from '../ui/Avatar.tsx'
import { presetIcons } from '../ui/preset-icons.ts'
import { partner } from './names.ts'

export interface RoomFaceProps {
  room: RoomView
  size?: number
  /** Where words beside it say already that people from outside take part. */
  mark?: 'outside' | 'none'
}

/** A room's tile; of a direct chat the face of the other one. */
export function RoomFace({ room, size, mark = 'outside' }: RoomFaceProps) {
  const me = useMe()
  const other = partner(room, me?.accountId ?? 0)
  if (other) {
    return <Avatar id={other.accountId} name={other.name} image={other.avatar && imageUrl(other.avatar)} size={size} />
  }
  if (room.type === 'my') return <Tile icon={NotebookPen} hue={4} size={size} />
  const { preset, hue, image } = room.icon
  return (
    <Tile
      icon={presetIcons[preset]}
      hue={hue}
      image={image && imageUrl(image)}
      size={size}
      outside={mark === 'outside' && room.outsiders > 0}
    />
  )
}
