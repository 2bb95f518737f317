import { can } from '@naniwa/contract'
import { Info, Link, LogOut, Trash2, Users } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import type { RoomView } from '../sync/rooms.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon, type LucideIcon } from '../ui/Icon.tsx'
import { Count } from '../ui/Label.tsx'
import type { SettingsSection } from './dialogs.ts'
import { RoomFace } from './RoomFace.tsx'
import { type RoomLink, useRoomLink } from './room-link.ts'
import { AboutSection, type Edits } from './settings/AboutSection.tsx'
import { LeaveSection } from './settings/LeaveSection.tsx'
import { LinkSection } from './settings/LinkSection.tsx'
import { MembersSection } from './settings/MembersSection.tsx'
import { Requests } from './settings/Requests.tsx'
import type { Shown } from './shown.ts'

export interface RoomSettingsDialogProps extends Shown {
  room: RoomView
  section: SettingsSection
}

export function RoomSettingsDialog({ open, onOpenChange, finalFocus, room, section }: RoomSettingsDialogProps) {
  const text = useText().dialogs.settings
  const [shown, setShown] = useState(section)
  const [edits, setEdits] = useState<Edits>({})
  const link = useRoomLink(room.id)
  const nav = useRef<HTMLElement>(null)
  const here = useRef<HTMLButtonElement>(null)
  const hasLink = can.manage(room) || Boolean(link.link?.code)
  const current = shown === 'link' && !hasLink && link.link ? 'about' : shown

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.title(room.name)}
      before={<RoomFace room={room} size={28} />}
      size="wide"
      body="fill"
      initialFocus={here}
      finalFocus={finalFocus}
    >
      <div className="roomset">
        <nav className="subnav" aria-label={text.nav} ref={nav}>
          <Sections room={room} link={link} hasLink={hasLink} current={current} onSection={setShown} here={here} />
        </nav>
        <div className="body scroll" key={current}>
          {current === 'about' && <AboutSection room={room} edits={edits} onEdits={setEdits} />}
          {(current === 'members' || current === 'link') && <Requests room={room} link={link} />}
          {current === 'members' && <MembersSection room={room} />}
          {current === 'link' && <LinkSection room={room} link={link} />}
          {current === 'leave' && <LeaveSection room={room} onSection={setShown} />}
        </div>
      </div>
    </Dialog>
  )
}

interface SectionsProps {
  room: RoomView
  link: RoomLink
  hasLink: boolean
  current: SettingsSection
  onSection: (section: SettingsSection) => void
  here: React.RefObject<HTMLButtonElement | null>
}

function Sections({ room, link, hasLink, current, onSection, here }: SectionsProps) {
  const { dialogs } = useText()
  const text = dialogs.settings
  const format = useFormat()
  const waiting = link.requests.length
  const make = (section: SettingsSection, icon: LucideIcon, label: string, end?: ReactNode) => (
    <button
      type="button"
      ref={section === current ? here : undefined}
      className={section === 'leave' ? 'danger' : undefined}
      aria-current={section === current ? 'page' : undefined}
      onClick={() => onSection(section)}
    >
      <Icon of={icon} />
      <span className="grow">{label}</span>
      {end}
    </button>
  )
  return (
    <>
      {make('about', Info, can.manage(room) ? text.about : text.aboutOnly)}
      {make('members', Users, text.members, <span className="quiet num">{format.number(room.memberCount)}</span>)}
      {hasLink &&
        make(
          'link',
          Link,
          text.link,
          <Count value={waiting} label={dialogs.members.requestCount(format.count(waiting))} />,
        )}
      {can.manage(room)
        ? make('leave', Trash2, text.leaveOrDelete)
        : can.leave(room) && make('leave', LogOut, text.leave)}
    </>
  )
}
