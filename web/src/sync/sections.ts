import type { Category } from '@naniwa/contract'
import type { RoomView } from './rooms.ts'

export type Filter = 'all' | 'unread' | 'to' | 'tasks'
export type SectionKey = 'pinned' | 'groups' | 'direct' | 'recent' | `category:${number}`

/** A stretch of the room list. */
export interface Section {
  readonly key: SectionKey
  /** Of a category; the others are named by the texts. */
  readonly name: string
  readonly categoryId: number | null
  readonly collapsed: boolean
  readonly roomIds: readonly number[]
  /** Sums, for when it is folded. */
  readonly unread: number
  readonly toMe: number
}

export interface ListOptions {
  filter: Filter
  /** `sections`: pinned, categories, the rest, direct. `recent`: pinned, then by the last message. */
  order: 'sections' | 'recent'
  categories: readonly Category[]
  isCollapsed: (key: SectionKey, category: Category | null) => boolean
  /** Stays in the list whatever the filter: the reader is in it. */
  current: number | null
}

/** The room list: which rooms in which order. */
export function arrange(views: readonly RoomView[], options: ListOptions): Section[] {
  const shown = views.filter((view) => passes(view, options.filter) || view.id === options.current)
  const sorted = shown.sort(options.order === 'recent' ? byTime : byPlace)
  const make = (key: SectionKey, rooms: readonly RoomView[], category: Category | null = null): Section => ({
    key,
    name: category?.name ?? '',
    categoryId: category?.id ?? null,
    // What one looks for is not folded away.
    collapsed: options.filter === 'all' && options.isCollapsed(key, category),
    roomIds: rooms.map(({ id }) => id),
    unread: sum(rooms, ({ unread, muted }) => (muted ? 0 : unread)),
    toMe: sum(rooms, ({ toMe }) => toMe),
  })
  if (options.order === 'recent') return [make('recent', sorted)]
  const known = new Set(options.categories.map(({ id }) => id))
  const isTop = ({ type, pinned }: RoomView) => pinned || type === 'my'
  const filed = (view: RoomView) => view.categoryId !== null && known.has(view.categoryId)
  const rest = sorted.filter((view) => !isTop(view))
  const sections = [make('pinned', sorted.filter(isTop))]
  for (const category of [...options.categories].sort((a, b) => a.position - b.position || a.id - b.id)) {
    const rooms = rest.filter(({ categoryId }) => categoryId === category.id)
    if (rooms.length > 0 || options.filter === 'all') sections.push(make(`category:${category.id}`, rooms, category))
  }
  const left = rest.filter((view) => !filed(view))
  sections.push(
    make(
      'groups',
      left.filter(({ type }) => type === 'group'),
    ),
  )
  sections.push(
    make(
      'direct',
      left.filter(({ type }) => type === 'direct'),
    ),
  )
  return sections.filter(({ key, roomIds }) => roomIds.length > 0 || key.startsWith('category:'))
}

function passes(view: RoomView, filter: Filter): boolean {
  if (filter === 'unread') return view.unread > 0
  if (filter === 'tasks') return view.tasks > 0
  return filter === 'all' || view.toMe > 0
}

function byPlace(a: RoomView, b: RoomView): number {
  if (a.type === 'my' || b.type === 'my') return a.type === 'my' ? -1 : 1
  return b.activeAt - a.activeAt || b.id - a.id
}

function byTime(a: RoomView, b: RoomView): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1
  return b.activeAt - a.activeAt || b.id - a.id
}

function sum(rooms: readonly RoomView[], of: (room: RoomView) => number): number {
  return rooms.reduce((total, room) => total + of(room), 0)
}

/** The former sections where they are the same, so that views that show them rest. */
export function reuse(before: readonly Section[], after: readonly Section[]): readonly Section[] {
  const kept = after.map((section) => {
    const old = before.find(({ key }) => key === section.key)
    return old && isSame(old, section) ? old : section
  })
  const isUnchanged = kept.length === before.length && kept.every((section, index) => section === before[index])
  return isUnchanged ? before : kept
}

function isSame(a: Section, b: Section): boolean {
  return (
    a.name === b.name &&
    a.collapsed === b.collapsed &&
    a.unread === b.unread &&
    a.toMe === b.toMe &&
    a.roomIds.length === b.roomIds.length &&
    a.roomIds.every((id, index) => id === b.roomIds[index])
  )
}
