import { api, can, indexOf, type Me, type Message, type Person, quoteTag } from '@naniwa/contract'
import { useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { PersonCard } from '../contacts/PersonCard.tsx'
import { useClient, useTimeline } from '../live/client.ts'
import type { RoomView } from '../sync/rooms.ts'
import { useText } from '../text/text.ts'
import { useLast } from '../ui/last.ts'
import { Popover } from '../ui/Popover.tsx'
import type { Deed } from './additions.ts'
import { Composer, type ComposerHandle } from './composer/Composer.tsx'
import { readLetter } from './composer/letter.ts'
import { DeleteDialog } from './DeleteDialog.tsx'
import { type Desk, DeskContext } from './desk.ts'
import { ForwardDialog } from './ForwardDialog.tsx'
import { LoadingLog } from './LoadingLog.tsx'
import { FoundWordsContext } from './notation.tsx'
import { EmptyRoom } from './RoomStart.tsx'
import { Timeline } from './Timeline.tsx'
import type { Jump, TimelineScroll } from './timeline-scroll.ts'

export interface RoomMessagesProps {
  room: RoomView
  name: string
  /** A message's id or number, to begin there. */
  at: string | null
  me: Me
  /** What other features do with a message. */
  deeds: readonly Deed[]
}

/** How long a message one was led to stands out, unless a search led there: then it does while one is at it. */
const FOUND = 2_600

/** The log and the box below it, and what they ask of each other. */
export function RoomMessages({ room, name, at, me, deeds }: RoomMessagesProps) {
  const client = useClient()
  const view = useTimeline(room.id)
  const { jump, foundId, isReady } = usePlace(room.id, at)
  const composer = useRef<ComposerHandle>(null)
  const scroll = useRef<TimelineScroll>(null)
  const [deleting, setDeleting] = useState<Message | null>(null)
  const [forwarding, setForwarding] = useState<Message | null>(null)

  const [pressed, setPressed] = useState<Pressed | null>(null)

  const { id, type, role } = room
  const desk: Desk = useMemo(
    () => ({
      room: { id, type, role },
      me,
      reply: (message) => composer.current?.reply(message),
      quote: (message) => composer.current?.insert(quoteOf(message)),
      edit: (message) => composer.current?.edit(message),
      forward: setForwarding,
      askDelete: setDeleting,
      showPerson: (person, beside) => setPressed({ person, beside }),
      deeds,
    }),
    [id, type, role, me, deeds],
  )

  // Whoever opens a room by key or pointer may write at once. A finger would only call up the keyboard.
  useEffect(() => {
    const isDialog = document.activeElement?.closest('[role="dialog"]')
    if (matchMedia('(hover: hover) and (min-width: 768px)').matches && !isDialog) composer.current?.focus()
  }, [])

  const onEscape = useCallback(() => {
    client.reading.finish(room.id)
    client.reader.eraseLine(room.id)
    composer.current?.focus()
  }, [client, room.id])

  const onSent = useCallback(() => {
    client.reading.finish(room.id)
    client.reader.eraseLine(room.id)
    void scroll.current?.toNewest()
  }, [client, room.id])

  const isEmpty = view?.atEnd === true && view.messages.length === 0 && view.entries.length === 0
  const hasRows = view !== null && (view.messages.length > 0 || view.entries.length > 0)
  return (
    <DeskContext value={desk}>
      {isReady && hasRows && (
        <Timeline view={view} jump={jump} foundId={foundId} scrollRef={scroll} onEscape={onEscape} />
      )}
      {isReady && isEmpty && <EmptyRoom />}
      {!(isReady && (hasRows || isEmpty)) && <LoadingLog />}
      <Composer ref={composer} name={name} onSent={onSent} />
      <DeleteDialog message={deleting} onClose={() => setDeleting(null)} />
      <PressedCard
        pressed={pressed}
        onClose={() => setPressed(null)}
        onTo={type === 'group' && can.post(room) ? (person) => composer.current?.to(person) : undefined}
      />
      <ForwardDialog message={forwarding} onClose={() => setForwarding(null)} />
    </DeskContext>
  )
}

interface Pressed {
  person: Person
  beside: HTMLElement
}

interface PressedProps {
  pressed: Pressed | null
  onClose: () => void
  onTo: ((person: Person) => void) | undefined
}

/** The card of whoever was pressed in the log: one for all rows, of which there are many. */
function PressedCard({ pressed, onClose, onTo }: PressedProps) {
  const { contacts: text } = useText()
  const drawn = useLast(pressed)
  if (!drawn) return null
  const { person, beside } = drawn
  return (
    <Popover
      label={text.profileOf(person.name)}
      anchor={beside}
      open={pressed !== null}
      onOpenChange={onClose}
      body="fill"
      className="person"
    >
      <PersonCard key={person.accountId} person={person} onClose={onClose} onTo={onTo && (() => onTo(person))} />
    </Popover>
  )
}

/** A message as a quote, without those it was addressed to: they are not addressed again. */
export function quoteOf({ roomId, id, accountId, createdAt, body }: Message): string {
  const { words } = readLetter(body)
  return quoteTag({ accountId, time: Math.floor(createdAt / 1_000), body: words, roomId, messageId: id })
}

/** Keeps the room open, and finds the place an address leads to. */
function usePlace(roomId: number, at: string | null) {
  const client = useClient()
  const [jump, setJump] = useState<Jump | null>(null)
  const isSought = useContext(FoundWordsContext) !== null
  const [foundId, setFoundId] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [isReady, setReady] = useState(at === null)

  // Before the log is drawn for the first time: where the unread begin is known only of an open room.
  useLayoutEffect(() => {
    const close = client.reader.open(roomId)
    setOpen(true)
    return close
  }, [client, roomId])

  useEffect(() => {
    if (at === null) return
    let isCurrent = true
    async function go(place: string) {
      const number = await numberOf(place)
      if (number !== null) {
        await client.untilGreeted()
        await client.reader.around(roomId, number)
      }
      if (!isCurrent) return
      const messages = client.engine.room(roomId)?.timeline.messages ?? []
      const found = number === null ? undefined : messages[indexOf(messages, number)]
      if (found) {
        setJump({ number: found.number, stamp: performance.now() })
        setFoundId(found.id)
      }
      setReady(true)
    }
    async function numberOf(place: string): Promise<number | null> {
      if (place.length < 10) return Number(place)
      const known = client.lookups.get(roomId, place)
      if (known) return known.number
      return client.call(api.messages.get, { roomId, id: place }).then(
        (message) => message.number,
        () => null,
      )
    }
    go(at).catch(() => setReady(true))
    return () => {
      isCurrent = false
    }
  }, [client, roomId, at])

  useEffect(() => {
    if (foundId === null || isSought) return
    const timer = setTimeout(() => setFoundId(null), FOUND)
    return () => clearTimeout(timer)
  }, [foundId, isSought])

  return { jump, foundId, isReady: isReady && isOpen }
}
