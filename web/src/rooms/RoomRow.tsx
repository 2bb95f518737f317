import type { Message } from '@naniwa/contract'
import { BellOff, Pencil } from 'lucide-react'
import { memo } from 'react'
import { paths } from '../frame/paths.ts'
import { useLatest, useMe, usePerson, useRoom, useTopic } from '../live/client.ts'
import { useExcerpt, usePlainText } from '../messages/excerpt.ts'
import type { RoomView } from '../sync/rooms.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { Count } from '../ui/Label.tsx'
import { roomName, shortName } from './names.ts'
import { RoomFace } from './RoomFace.tsx'

export interface RoomRowProps {
  roomId: number
  isCurrent: boolean
  /** `tall`: two lines, for phones. */
  look: 'flat' | 'tall'
}

/** One room of the list. Draws itself anew when its own room changes, and only then. */
export const RoomRow = memo(function RoomRow({ roomId, isCurrent, look }: RoomRowProps) {
  const room = useRoom(roomId)
  if (!room) return null
  return look === 'flat' ? <FlatRow room={room} isCurrent={isCurrent} /> : <TallRow room={room} />
})

function FlatRow({ room, isCurrent }: { room: RoomView; isCurrent: boolean }) {
  const text = useText()
  const me = useMe()
  return (
    <a
      href={paths.room(room.id)}
      className={classes('roomrow', room.unread > 0 && 'unread', room.muted && 'muted')}
      aria-current={isCurrent ? 'page' : undefined}
      data-room={room.id}
      tabIndex={-1}
      draggable={room.type === 'group' || room.type === 'direct'}
    >
      <RoomFace room={room} />
      <span className="name clip">{roomName(room, me?.accountId ?? 0, text)}</span>
      {room.hasDraft && !isCurrent && <Icon of={Pencil} size="xs" label={text.rooms.draft} />}
      {room.muted && <Icon of={BellOff} size="xs" label={text.rooms.muted} />}
      <RoomCounts room={room} />
    </a>
  )
}

function TallRow({ room }: { room: RoomView }) {
  const text = useText()
  const format = useFormat()
  const me = useMe()
  const latest = useLatest(room.id, room.lastNumber)
  return (
    <a
      href={paths.room(room.id)}
      className={classes('prow', room.unread > 0 && 'unread', room.muted && 'muted')}
      data-room={room.id}
      tabIndex={-1}
    >
      <RoomFace room={room} />
      <span className="n clip">{roomName(room, me?.accountId ?? 0, text)}</span>
      <time>{room.lastNumber > 0 && format.short(room.activeAt)}</time>
      <span className="p clip">
        {room.hasDraft ? <DraftLine roomId={room.id} /> : latest && <LatestLine room={room} message={latest} />}
      </span>
      <span className="row g1 ends">
        {room.muted && <Icon of={BellOff} size="xs" label={text.rooms.muted} />}
        <RoomCounts room={room} />
      </span>
    </a>
  )
}

function LatestLine({ room, message }: { room: RoomView; message: Message }) {
  const { rooms } = useText()
  const me = useMe()
  const author = usePerson(message.accountId, room.id)
  const words = useExcerpt()(message)
  if (message.kind === 'system' || room.type === 'my') return words
  if (message.accountId === me?.accountId) return rooms.saidByMe(words)
  return room.type === 'group' && author ? rooms.said(shortName(author.name), words) : words
}

function DraftLine({ roomId }: { roomId: number }) {
  const text = useText()
  const draft = useTopic(`draft:${roomId}`, (client) => client.drafts.body(roomId))
  const plain = usePlainText(roomId)
  return (
    <>
      <span className="draftmark">{text.rooms.draftMark}</span>
      {plain(draft)}
    </>
  )
}

export function RoomCounts({ room }: { room: Pick<RoomView, 'unread' | 'toMe' | 'muted'> }) {
  const text = useText()
  const format = useFormat()
  if (room.unread === 0) return null
  return (
    <span className="counts">
      <Count kind="to" value={room.toMe} label={text.rooms.toMe(format.count(room.toMe))} />
      <Count
        kind={room.muted ? 'plain' : 'unread'}
        value={room.unread}
        label={text.rooms.unread(format.count(room.unread))}
      />
    </span>
  )
}
