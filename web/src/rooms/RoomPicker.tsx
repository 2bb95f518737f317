import type { Standing } from '@naniwa/contract'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { useClient, useMe, useTopic } from '../live/client.ts'
import type { RoomView } from '../sync/rooms.ts'
import { match, matchCalled } from '../text/match.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { roomCalled, roomName } from './names.ts'
import { RoomFace } from './RoomFace.tsx'
import { RoomCounts } from './RoomRow.tsx'

export interface RoomPickerProps {
  onPick: (roomId: number) => void
  /** Which rooms are on offer. */
  fits?: (room: Standing) => boolean
  note?: ReactNode
  /** Stands below the list. */
  footer?: ReactNode
}

const SHOWN = 50

/** A room, found by its name or its people. Those that moved last come first. */
export function RoomPicker({ onPick, fits = () => true, note, footer }: RoomPickerProps) {
  const text = useText()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = useFound(typed, fits)
  const chosen = found[Math.min(at, found.length - 1)]
  const list = useId()
  const box = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined && found.length > 0) {
      const next = (at + step + found.length) % found.length
      setAt(next)
      box.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && chosen) onPick(chosen.id)
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys go on from the input inside
    <div className="roompicker" ref={box} onKeyDown={onKeyDown}>
      <div className="ask">
        <Icon of={Search} />
        <input
          // biome-ignore lint/a11y/noAutofocus: the dialog is there to type a name
          autoFocus
          role="combobox"
          aria-label={text.rooms.switcherPlaceholder}
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={chosen && `${list}-${chosen.id}`}
          placeholder={text.rooms.switcherPlaceholder}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
        />
      </div>
      {note && <p className="hint note">{note}</p>}
      <div className="hits scroll" id={list} role="listbox" aria-label={text.rooms.switcherFound}>
        {found.length > 0 && (
          <p className="gh" role="presentation">
            {typed === '' ? text.rooms.switcherRecent : text.rooms.switcherFound}
          </p>
        )}
        {found.map((room, index) => (
          <Hit
            key={room.id}
            id={`${list}-${room.id}`}
            room={room}
            isOn={room === chosen}
            onPick={() => onPick(room.id)}
            onHover={() => setAt(index)}
          />
        ))}
        {found.length === 0 && (
          <div className="none">
            <p>{text.rooms.switcherEmpty(typed)}</p>
            <p className="quiet">{text.rooms.switcherHint}</p>
          </div>
        )}
      </div>
      {footer}
    </div>
  )
}

function useFound(typed: string, fits: (room: Standing) => boolean): RoomView[] {
  const text = useText()
  const client = useClient()
  const me = useMe()
  const totals = useTopic('rooms', () => client.rooms.totals())
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked up again when rooms have moved
  return useMemo(() => {
    const scored = client.rooms.all().flatMap((room) => {
      if (!fits(room)) return []
      const called = roomCalled(room, me?.accountId ?? 0, text)
      const organizations = room.organizations.map((organization) => organization.name).join(' ')
      const score =
        typed.trim() === '' ? 1 : matchCalled(called, typed) * 2 || match(`${called.name} ${organizations}`, typed)
      return score > 0 ? [{ room, score }] : []
    })
    scored.sort((a, b) => b.score - a.score || b.room.activeAt - a.room.activeAt)
    return scored.slice(0, SHOWN).map(({ room }) => room)
  }, [client, fits, me, text, typed, totals])
}

interface HitProps {
  id: string
  room: RoomView
  isOn: boolean
  onPick: () => void
  onHover: () => void
}

function Hit({ id, room, isOn, onPick, onHover }: HitProps) {
  const text = useText()
  const me = useMe()
  return (
    <div
      id={id}
      className="hit one"
      role="option"
      aria-selected={isOn}
      tabIndex={-1}
      onPointerMove={onHover}
      onClick={onPick}
      onKeyDown={() => {}}
    >
      <RoomFace room={room} size={26} />
      <span className="clip grow">{roomName(room, me?.accountId ?? 0, text)}</span>
      <RoomCounts room={room} />
      <span className="quiet">{room.type === 'my' ? '' : text.rooms[room.type]}</span>
    </div>
  )
}
