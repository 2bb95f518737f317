import { useLayoutEffect, useRef } from 'react'
import { paths } from '../frame/paths.ts'
import type { RoomDialog } from '../rooms/dialogs.ts'
import { neighbour } from '../rooms/sections.ts'
import type { Client } from '../sync/client.ts'
import { nextRegion } from './regions.ts'
import { navigate } from './router.ts'

export interface GlobalKeysOptions {
  client: Client
  roomId: number | null
  open: (dialog: RoomDialog) => void
  singleKeys: boolean
}

/** How long the second key of "G then C" may take; ms. */
const CHORD = 1_200

/** Keys that act on every page, from the moment it is there: on a busy device an effect may come after the first of them. */
export function useGlobalKeys(options: GlobalKeysOptions): void {
  const latest = useRef(options)
  useLayoutEffect(() => {
    latest.current = options
  })
  useLayoutEffect(() => {
    let chordAt = Number.NEGATIVE_INFINITY
    function onKeyDown(event: KeyboardEvent): void {
      if (event.isComposing || event.defaultPrevented || isModal()) return
      const isChord = event.timeStamp - chordAt < CHORD
      const does = combined(event, latest.current) ?? single(event, latest.current, isChord)
      chordAt = startsChord(event) ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (!does) return
      event.preventDefault()
      does()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

type Deed = () => unknown

function combined(event: KeyboardEvent, { client, roomId, open }: GlobalKeysOptions): Deed | undefined {
  const isMod = event.ctrlKey || event.metaKey
  if (isMod && event.key.toLowerCase() === 'k') return () => open({ kind: 'switcher' })
  if (isMod && event.key === '/') return () => open({ kind: 'keys' })
  if (event.key === 'F6') return () => nextRegion(event.shiftKey ? -1 : 1)
  if (!event.altKey || isMod || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return undefined
  const to = neighbour(client, roomId, event.key === 'ArrowUp' ? -1 : 1, event.shiftKey ? 'unread' : 'any')
  return () => to !== null && navigate(paths.room(to))
}

function single(event: KeyboardEvent, { singleKeys }: GlobalKeysOptions, isChord: boolean): Deed | undefined {
  if (!singleKeys || !isChord || !isBare(event)) return undefined
  const pages: Record<string, string> = {
    c: paths.chats,
    t: paths.tasks(),
    f: paths.files(),
    p: paths.contacts,
    s: paths.bookmarks,
  }
  const page = pages[event.key.toLowerCase()]
  return page === undefined ? undefined : () => navigate(page)
}

function startsChord(event: KeyboardEvent): boolean {
  return isBare(event) && event.key.toLowerCase() === 'g'
}

/** A key by itself, outside of what is typed into. */
function isBare({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isTyping = target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
  return !ctrlKey && !metaKey && !altKey && !isTyping
}

function isModal(): boolean {
  const modal = '[role="dialog"][data-open], [role="alertdialog"][data-open], [role="menu"][data-open]'
  return document.querySelector(modal) !== null
}
