import { can, type Me, type Member } from '@naniwa/contract'
import { Pencil, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { PersonCard } from '../contacts/PersonCard.tsx'
import { RoomFiles } from '../files/RoomFiles.tsx'
import { useMembers } from '../live/client.ts'
import { Rich } from '../messages/notation.tsx'
import type { RoomView } from '../sync/rooms.ts'
import { imageUrl } from '../sync/upload.ts'
import { RoomTasks } from '../tasks/RoomTasks.tsx'
import { useFormat } from '../text/format.ts'
import { byReading } from '../text/match.ts'
import { useText } from '../text/text.ts'
import { AvatarStack } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { narrow, useMedia } from '../ui/media.ts'
import { useRoomDialogs } from './dialogs.ts'
import { partner } from './names.ts'

export interface RoomPaneProps {
  room: RoomView
  me: Me
  onClose: () => void
}

export function RoomPane({ room, me, onClose }: RoomPaneProps) {
  const { rooms: text, ui } = useText()
  const isOver = useMedia(narrow)
  const pane = useRef<HTMLElement>(null)

  // Over the page it takes focus, as it covers what had it.
  useEffect(() => {
    if (isOver) pane.current?.querySelector('button')?.focus()
  }, [isOver])

  return (
    <aside
      className="pane"
      aria-label={text.info}
      ref={pane}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className="head">
        <h2>{text.info}</h2>
        <IconButton icon={X} className="end" label={ui.close} onClick={onClose} />
      </header>
      <div className="scroll">
        {room.type === 'direct' && <Partner room={room} me={me} />}
        {room.type === 'group' && <About room={room} />}
        {room.type === 'group' && <Members room={room} />}
        <RoomTasks room={room} />
        <RoomFiles roomId={room.id} />
      </div>
    </aside>
  )
}

function About({ room }: { room: RoomView }) {
  const { rooms: text } = useText()
  const { open } = useRoomDialogs()
  return (
    <section className="sec">
      <header>
        <h3>{text.about}</h3>
        {can.describe(room) && (
          <IconButton
            icon={Pencil}
            size="xs"
            label={text.edit}
            onClick={() => open({ kind: 'settings', roomId: room.id, section: 'about' })}
          />
        )}
      </header>
      {room.description ? (
        <div className="desc">
          <Rich body={room.description} roomId={room.id} />
        </div>
      ) : (
        <p className="desc muted">{text.noAbout}</p>
      )}
    </section>
  )
}

/** Those who are in the room, admins first, then by name. */
function present(members: ReadonlyMap<number, Member>): Member[] {
  const rank = { admin: 0, member: 1, readonly: 2 }
  return [...members.values()]
    .filter((member) => member.role !== null)
    .sort((a, b) => rank[a.role ?? 'readonly'] - rank[b.role ?? 'readonly'] || byReading(a, b))
}

function Members({ room }: { room: RoomView }) {
  const { rooms: text } = useText()
  const format = useFormat()
  const { open } = useRoomDialogs()
  const members = present(useMembers(room.id))
  const show = () => open({ kind: 'settings', roomId: room.id, section: 'members' })
  return (
    <section className="sec">
      <header>
        <h3>{text.membersTitle}</h3>
        <span className="quiet num">{format.number(room.memberCount)}</span>
        {can.manageMembers(room) && (
          <button type="button" className="link" onClick={() => open({ kind: 'addMembers', roomId: room.id })}>
            {text.invite}
          </button>
        )}
      </header>
      <AvatarStack
        people={members.slice(0, 6).map(({ accountId, name, avatar }) => ({
          id: accountId,
          name,
          image: avatar && imageUrl(avatar),
        }))}
        total={room.memberCount}
      />
      <p className="quiet orgs">
        {room.organizations.map(({ name, members: count }) => text.personOf(name, format.number(count))).join(' · ')}
      </p>
      <button type="button" className="link all" onClick={show}>
        {text.showMembers(format.number(room.memberCount))}
      </button>
    </section>
  )
}

function Partner({ room, me }: { room: RoomView; me: Me }) {
  const person = partner(room, me.accountId)
  return (
    person && (
      <section className="sec partner person">
        <PersonCard key={person.accountId} person={person} here="direct" />
      </section>
    )
  )
}
