import { useEffect, useRef } from 'react'
import { paths } from '../frame/paths.ts'
import type { RoomDialog } from '../rooms/dialogs.ts'
import { neighbour } from '../rooms/sections.ts'
import type { Client } from '../sync/client.ts'
import { navigate } from './router.ts'

export interface GlobalKeysOptions {
  client: Client
  roomId: number | null
  open: (dialog: RoomDialog) => void
  singleKeys: boolean
}

/** How long the second key of "G then C" may take. */
const CHORD = 1_200

const regions = ['.rail, .tabbar', '.list .rooms', '[role="log"]', '.composer .draft', '.pane']

/** Keys that act on every page. */
export function useGlobalKeys(options: GlobalKeysOptions): void {
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    let chordAt = 0
    function onKeyDown(event: KeyboardEvent): void {
      if (event.isComposing || event.defaultPrevented || isModal()) return
      const { client, roomId, open, singleKeys } = latest.current
      const isMod = event.ctrlKey || event.metaKey
      if (isMod && event.key.toLowerCase() === 'k') return act(event, () => open({ kind: 'switcher' }))
      if (isMod && event.key === '/') return act(event, () => open({ kind: 'keys' }))
      if (event.key === 'F6') return act(event, () => nextRegion(event.shiftKey ? -1 : 1))
      if (event.altKey && !isMod && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        const step = event.key === 'ArrowUp' ? -1 : 1
        const to = neighbour(client, roomId, step, event.shiftKey ? 'unread' : 'any')
        return act(event, () => to !== null && navigate(paths.room(to)))
      }
      if (!singleKeys || isMod || event.altKey || isTyping(event.target)) return
      if (event.timeStamp - chordAt < CHORD) {
        chordAt = 0
        const page = { c: paths.chats, p: paths.admin(), s: paths.bookmarks }[event.key.toLowerCase()]
        if (page) act(event, () => navigate(page))
      } else if (event.key.toLowerCase() === 'g') chordAt = event.timeStamp
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

function act(event: KeyboardEvent, run: () => unknown): void {
  event.preventDefault()
  run()
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

function isModal(): boolean {
  return (
    document.querySelector('[role="dialog"][data-open], [role="alertdialog"][data-open], [role="menu"][data-open]') !==
    null
  )
}

/** Rail, rooms, messages, composer, side pane, and round again. */
function nextRegion(step: 1 | -1): void {
  const found = regions.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? [])
  const here = found.findIndex((region) => region.contains(document.activeElement))
  const next = found[(here + step + found.length) % found.length]
  const first = next?.matches('textarea, [role="log"]')
    ? next
    : next?.querySelector<HTMLElement>('[tabindex="0"], a[href], button')
  first?.focus()
}
