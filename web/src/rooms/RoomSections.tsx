import { AtSign, CheckCheck, ChevronDown, ChevronRight, CircleCheckBig, MessagesSquare } from 'lucide-react'
import { memo, type ReactNode, useRef } from 'react'
import { useStatus } from '../live/client.ts'
import type { Filter, Section } from '../sync/sections.ts'
import { useFormat } from '../text/format.ts'
import type { Text } from '../text/ja.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Delayed, EmptyState, Skeleton } from '../ui/Feedback.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Count } from '../ui/Label.tsx'
import { phone, useMedia } from '../ui/media.ts'
import { useRoomDialogs } from './dialogs.ts'
import { FirstSteps, useIsAlone } from './FirstSteps.tsx'
import { ListMenu } from './ListMenu.tsx'
import { useListDrag } from './list-drag.ts'
import { useListKeys } from './list-keys.ts'
import { listPrefs, setListPrefs } from './list-prefs.ts'
import { RoomRow } from './RoomRow.tsx'
import { useRoomVerbs } from './room-verbs.ts'
import { useSections } from './sections.ts'

export interface RoomSectionsProps {
  id: string
  filter: Filter
  current: number | null
  onShowAll: () => void
}

export function RoomSections({ id, filter, current, onShowAll }: RoomSectionsProps) {
  const sections = useSections(filter, current)
  const onPhone = useMedia(phone)
  const list = useRef<HTMLDivElement>(null)
  const keys = useListKeys(list, current)
  const drag = useListDrag()
  const isAlone = useIsAlone()
  const isEmpty = sections.every(({ roomIds }) => roomIds.length === 0)
  const look = onPhone ? 'tall' : 'flat'
  const hasCategories = sections.some(({ categoryId }) => categoryId !== null)
  const shown = sections.map((section) => (
    <SectionPart key={section.key} section={section} current={current} look={look} hasCategories={hasCategories} />
  ))
  return (
    <ListMenu>
      <div className="rooms scroll" id={id} role="tabpanel" ref={list} {...keys} {...drag}>
        {shown}
        {onPhone && filter === 'all' && isAlone && <FirstSteps />}
        {isEmpty && <NothingHere filter={filter} onShowAll={onShowAll} />}
      </div>
    </ListMenu>
  )
}

interface SectionPartProps {
  section: Section
  current: number | null
  look: 'flat' | 'tall'
  hasCategories: boolean
}

function sectionName({ key, name }: Section, hasCategories: boolean, text: Text['rooms']): string {
  if (key === 'pinned') return text.pinnedSection
  if (key === 'groups') return hasCategories ? text.restSection : text.groupsSection
  if (key === 'direct') return text.directSection
  return key === 'recent' ? text.recentSection : name
}

const SectionPart = memo(function SectionPart({ section, current, look, hasCategories }: SectionPartProps) {
  const { rooms: text } = useText()
  const name = sectionName(section, hasCategories, text)
  const hasHead = section.key !== 'pinned' && section.key !== 'recent'
  const shown = section.collapsed ? section.roomIds.filter((roomId) => roomId === current) : section.roomIds
  return (
    <section data-section={section.key} aria-label={name}>
      {hasHead && <SectionHead section={section} name={name} />}
      {shown.length > 0 && (
        <ul aria-label={name}>
          {shown.map((roomId) => (
            <li key={roomId}>
              <RoomRow roomId={roomId} isCurrent={roomId === current} look={look} />
            </li>
          ))}
        </ul>
      )}
      {hasHead && section.roomIds.length === 0 && !section.collapsed && (
        <p className="catempty quiet">{text.emptyCategory}</p>
      )}
    </section>
  )
})

function SectionHead({ section, name }: { section: Section; name: string }) {
  const { rooms: text } = useText()
  const format = useFormat()
  const { fold } = useRoomVerbs()

  function toggle() {
    if (section.categoryId !== null) return fold(section.categoryId, !section.collapsed)
    const { folded } = listPrefs()
    const others = folded.filter((key) => key !== section.key)
    setListPrefs({ folded: section.collapsed ? others : [...others, section.key] })
  }

  return (
    <button
      type="button"
      className="cat"
      aria-expanded={!section.collapsed}
      data-category={section.categoryId ?? undefined}
      tabIndex={-1}
      onClick={toggle}
    >
      <Icon of={section.collapsed ? ChevronRight : ChevronDown} size="xs" />
      <span className="clip">{name}</span>
      {section.collapsed && (
        <span className="end">
          <Count kind="to" value={section.toMe} label={text.toMe(format.count(section.toMe))} />
          <Count value={section.unread} label={text.unread(format.count(section.unread))} />
        </span>
      )}
    </button>
  )
}

function NothingHere({ filter, onShowAll }: { filter: Filter; onShowAll: () => void }) {
  const { rooms: text } = useText()
  const { open } = useRoomDialogs()
  const status = useStatus()
  if (filter !== 'all') {
    const all: ReactNode = <Button onClick={onShowAll}>{text.showAll}</Button>
    const { icon, title, words } = {
      unread: { icon: CheckCheck, title: text.noUnread, words: text.noUnreadText },
      to: { icon: AtSign, title: text.noTo, words: text.noToText },
      tasks: { icon: CircleCheckBig, title: text.noTaskRooms, words: text.noTaskRoomsText },
    }[filter]
    return (
      <EmptyState icon={icon} title={title} action={all}>
        {words}
      </EmptyState>
    )
  }
  if (status.kind !== 'live') return <Bones />
  return (
    <EmptyState
      icon={MessagesSquare}
      title={text.noRooms}
      action={<Button onClick={() => open({ kind: 'new' })}>{text.newRoom}</Button>}
    >
      {text.noRoomsText}
    </EmptyState>
  )
}

function Bones() {
  return (
    <Delayed>
      {['62%', '48%', '70%', '40%', '56%', '66%', '36%'].map((width) => (
        <div key={width} className="roomrow">
          <Skeleton width="24px" height="24px" />
          <Skeleton width={width} />
        </div>
      ))}
    </Delayed>
  )
}
