import { Bookmark, Building2, CircleCheckBig, ContactRound, Files, MessageCircle, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import type { LucideIcon } from '../ui/Icon.tsx'
import { phone, useMedia } from '../ui/media.ts'
import { paths } from './paths.ts'
import { type FramePerson, Rail } from './Rail.tsx'
import { TabBar } from './TabBar.tsx'

export type Place = 'chats' | 'tasks' | 'files' | 'contacts' | 'bookmarks' | 'admin' | 'settings'

export interface FrameLink {
  place: Place
  href: string
  text: string
  icon: LucideIcon
  count?: { value: number; kind: 'unread' | 'to' | 'alert'; label: string }
}

export interface AppFrameProps {
  place: Place
  me: FramePerson
  /** Administrators see one place more. */
  organizationRole: 'administrator' | 'member'
  /** Over all rooms that are not muted, and how many people wait for an answer. */
  counts: { unread: number; toMe: number; tasks: number; lateTasks: number; requests: number }
  /** The room list; without it the page takes its width. */
  list?: ReactNode
  /** Phone: what is shown first. `sheet`: a room was opened over the list. */
  front?: 'list' | 'sheet'
  /** Where the skip link leads; the sheet unless the page knows better. */
  skipTo?: string
  onSignOut: () => void
  /** A Sheet. */
  children: ReactNode
}

/** Rail, list and sheet; on a phone one of them at a time, with the places as tabs below. */
export function AppFrame(props: AppFrameProps) {
  const { place, me, organizationRole, counts, list, front = 'list', skipTo = 'main', onSignOut, children } = props
  const text = useText()
  const onPhone = useMedia(phone)
  const links = useLinks(counts, organizationRole)
  return (
    <div className={list ? 'app' : 'app no-list'} data-pushed={(list && front === 'sheet') || undefined}>
      <a className="skip" href={`#${skipTo}`}>
        {text.ui.skipToContent}
      </a>
      {!onPhone && <Rail links={links} place={place} me={me} onSignOut={onSignOut} />}
      {list}
      {children}
      {onPhone && <TabBar links={links} place={place} />}
    </div>
  )
}

function useLinks(counts: AppFrameProps['counts'], role: AppFrameProps['organizationRole']): FrameLink[] {
  const { frame, tasks } = useText()
  const format = useFormat()
  const unread = { value: counts.unread, kind: 'unread', label: frame.unread(format.count(counts.unread)) } as const
  const toMe = { value: counts.toMe, kind: 'to', label: frame.toMe(format.count(counts.toMe)) } as const
  const open = format.count(counts.tasks)
  const toDo = {
    value: counts.tasks,
    kind: counts.lateTasks > 0 ? 'alert' : 'unread',
    label: counts.lateTasks > 0 ? tasks.countLate(open, format.count(counts.lateTasks)) : tasks.count(open),
  } as const
  const requests = {
    value: counts.requests,
    kind: 'unread',
    label: frame.requests(format.count(counts.requests)),
  } as const
  const links: FrameLink[] = [
    {
      place: 'chats',
      href: paths.chats,
      text: frame.chats,
      icon: MessageCircle,
      count: counts.toMe > 0 ? toMe : unread,
    },
    { place: 'tasks', href: paths.tasks(), text: frame.tasks, icon: CircleCheckBig, count: toDo },
    { place: 'files', href: paths.files(), text: frame.files, icon: Files },
    { place: 'contacts', href: paths.contacts, text: frame.contacts, icon: ContactRound, count: requests },
    { place: 'bookmarks', href: paths.bookmarks, text: frame.bookmarks, icon: Bookmark },
  ]
  if (role === 'administrator') {
    links.push({ place: 'admin', href: paths.admin(), text: frame.admin, icon: Building2 })
  }
  links.push({ place: 'settings', href: paths.settings(), text: frame.settings, icon: Settings })
  return links
}

export interface SheetProps {
  /** The side pane: beside the page on a wide screen, over it on a narrow one. */
  pane?: ReactNode
  children: ReactNode
}

/** The page itself. */
export function Sheet({ pane, children }: SheetProps) {
  return (
    <main className={pane ? 'sheet with-pane' : 'sheet'} id="main" tabIndex={-1}>
      {children}
      {pane}
    </main>
  )
}
