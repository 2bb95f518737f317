import { useCallback, useRef, useSyncExternalStore } from 'react'
import { useClient } from '../live/client.ts'
import type { Client } from '../sync/client.ts'
import { arrange, type Filter, reuse, type Section } from '../sync/sections.ts'
import { phone, useMedia } from '../ui/media.ts'
import { type ListPrefs, listPrefs, useListPrefs } from './list-prefs.ts'

export type Order = 'sections' | 'recent'

interface Choice {
  filter: Filter
  order: Order
  current: number | null
  prefs: ListPrefs
}

function sectionsOf(client: Client, { filter, order, current, prefs }: Choice): Section[] {
  return arrange(client.rooms.all(), {
    filter,
    order,
    current,
    categories: [...client.engine.replica.categories.values()],
    isCollapsed: (key, category) =>
      category ? (client.overlay.collapsed.get(category.id) ?? category.collapsed) : prefs.folded.includes(key),
  })
}

export function useOrder(): Order {
  const { order } = useListPrefs()
  const onPhone = useMedia(phone)
  return order ?? (onPhone ? 'recent' : 'sections')
}

/** The room list as this device arranges it. The same sections while nothing in them has changed. */
export function useSections(filter: Filter, current: number | null): readonly Section[] {
  const client = useClient()
  const prefs = useListPrefs()
  const order = useOrder()
  const before = useRef<readonly Section[]>([])
  const subscribe = useCallback((listen: () => void) => client.subscribe('rooms', listen), [client])
  return useSyncExternalStore(subscribe, () => {
    before.current = reuse(before.current, sectionsOf(client, { filter, order, current, prefs }))
    return before.current
  })
}

/** The room above or below in the list; with `unread` the nearest that has something unread. Goes round at the ends. */
export function neighbour(client: Client, from: number | null, step: 1 | -1, kind: 'any' | 'unread'): number | null {
  const prefs = listPrefs()
  const sections = sectionsOf(client, { filter: 'all', order: prefs.order ?? 'sections', current: from, prefs })
  const ids = sections.flatMap(({ roomIds }) => roomIds)
  const start = from === null ? -1 : ids.indexOf(from)
  for (let moved = 1; moved <= ids.length; moved++) {
    const at = (start + step * moved + ids.length * 2) % ids.length
    const room = client.rooms.get(ids[at] ?? 0)
    if (room && room.id !== from && (kind === 'any' || (room.unread > 0 && !room.muted))) return room.id
  }
  return null
}
