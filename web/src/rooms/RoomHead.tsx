import { Bell, BellOff, ChevronLeft, Ellipsis, Globe, Info, PanelRight, Search } from 'lucide-react'
import type { RefObject } from 'react'
import { paths } from '../frame/paths.ts'
import { namedFilter } from '../search/query.ts'
import type { RoomView } from '../sync/rooms.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Tag } from '../ui/Label.tsx'
import { Menu } from '../ui/Menu.tsx'
import { phone, useMedia } from '../ui/media.ts'
import { useRoomDialogs } from './dialogs.ts'
import { RoomFace } from './RoomFace.tsx'
import { RoomMenuItems } from './RoomMenuItems.tsx'
import { useRoomVerbs } from './room-verbs.ts'

export interface RoomHeadProps {
  room: RoomView
  name: string
  pane: {
    isOpen: boolean
    onChange: (isOpen: boolean) => void
    button: RefObject<HTMLButtonElement | null>
  }
}

export function RoomHead({ room, name, pane }: RoomHeadProps) {
  const text = useText()
  const onPhone = useMedia(phone)
  return (
    <header className="head roomhead">
      {onPhone && (
        <a className="ib" href={paths.chats} aria-label={text.rooms.backToList}>
          <Icon of={ChevronLeft} />
        </a>
      )}
      {onPhone ? <TallName room={room} name={name} /> : <FlatName room={room} name={name} />}
      <span className="acts">
        <SearchButton room={room} name={name} />
        {!onPhone && <MuteButton room={room} />}
        <IconButton
          ref={pane.button}
          icon={onPhone ? Info : PanelRight}
          label={text.rooms.info}
          pressed={pane.isOpen}
          side="bottom"
          onClick={() => pane.onChange(!pane.isOpen)}
        />
        <Menu align="end" trigger={<IconButton icon={Ellipsis} label={text.rooms.more} side="bottom" />}>
          <RoomMenuItems room={room} />
        </Menu>
      </span>
    </header>
  )
}

function FlatName({ room, name }: Pick<RoomHeadProps, 'room' | 'name'>) {
  const { rooms: text } = useText()
  const format = useFormat()
  return (
    <span className="roomname">
      <RoomFace room={room} size={28} mark="none" />
      <h1 className="clip">{name}</h1>
      {room.outsiders > 0 && (
        <Tag tone="warn" icon={Globe}>
          {text.outside(format.number(room.outsiders))}
        </Tag>
      )}
    </span>
  )
}

function TallName({ room, name }: Pick<RoomHeadProps, 'room' | 'name'>) {
  const { rooms: text } = useText()
  const format = useFormat()
  return (
    <div className="roomname tall grow">
      <h1 className="clip">{name}</h1>
      {room.type !== 'my' && (
        <p className="quiet row g1">
          {room.type === 'group' && <span>{text.members(format.number(room.memberCount))}</span>}
          {room.type === 'group' && room.outsiders > 0 && <span aria-hidden="true">·</span>}
          {room.outsiders > 0 && (
            <span className="warn row g1">
              <Icon of={Globe} size="xs" />
              {text.outside(format.number(room.outsiders))}
            </span>
          )}
        </p>
      )}
    </div>
  )
}

function SearchButton({ room, name }: Pick<RoomHeadProps, 'room' | 'name'>) {
  const { search: text } = useText()
  const { open } = useRoomDialogs()
  const search = { asked: { filters: [namedFilter('in', String(room.id), name)], typed: '' } }
  return (
    <IconButton icon={Search} label={text.inRoom} side="bottom" onClick={() => open({ kind: 'switcher', search })} />
  )
}

function MuteButton({ room }: { room: RoomView }) {
  const { rooms: text } = useText()
  const { arrange } = useRoomVerbs()
  return (
    <IconButton
      icon={room.muted ? BellOff : Bell}
      label={room.muted ? text.unmute : text.mute}
      side="bottom"
      onClick={() => arrange(room.id, { muted: !room.muted })}
    />
  )
}
