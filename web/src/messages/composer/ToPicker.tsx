import type { Member } from '@naniwa/contract'
import { AtSign, Globe, Users, X } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { useClient, useMembers } from '../../live/client.ts'
import { matchPerson } from '../../rooms/colleagues.ts'
import { imageUrl } from '../../sync/upload.ts'
import { useFormat } from '../../text/format.ts'
import { byReading, match } from '../../text/match.ts'
import { useText } from '../../text/text.ts'
import { Avatar, Tile } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Tag } from '../../ui/Label.tsx'
import { useDesk, useDeskRoom } from '../desk.ts'
import type { Recipient } from './letter.ts'

export interface ToPickerProps {
  /** `more`: the picker stays open for another one. */
  onPick: (recipient: Recipient, then: 'done' | 'more') => void
  onClose: () => void
}

type Option = { id: string; recipient: Recipient; group: 'all' | 'near' | 'rest'; member: Member | null }

/** Those who spoke last are looked for among this many messages. */
const NEAR = 60
const SHOWN = 60

/** Whom to address: everyone with the number it reaches, those of this conversation first. */
export function ToPicker({ onPick, onClose }: ToPickerProps) {
  const { messages: text, ui } = useText()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const options = useOptions(typed)
  const list = useId()
  const box = useRef<HTMLDivElement>(null)
  const chosen = options[Math.min(at, options.length - 1)]

  function move(step: number) {
    const next = (at + step + options.length) % Math.max(1, options.length)
    setAt(next)
    box.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: 'nearest' })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter' && chosen) {
      onPick(chosen.recipient, event.shiftKey ? 'more' : 'done')
      setTyped('')
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="float picker topicker" role="dialog" aria-label={text.pickTo} ref={box} onKeyDown={onKeyDown}>
      <div className="ask">
        <Icon of={AtSign} />
        <input
          // biome-ignore lint/a11y/noAutofocus: it was asked for with a key or a press
          autoFocus
          role="combobox"
          aria-label={text.findTo}
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={chosen && `${list}-${chosen.id}`}
          placeholder={text.findTo}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
        />
        <IconButton icon={X} size="xs" label={ui.close} onClick={onClose} />
      </div>
      <div id={list} role="listbox" aria-label={text.recipients} className="opts scroll">
        {options.map((option, index) => (
          <OptionRow
            key={option.id}
            id={`${list}-${option.id}`}
            option={option}
            isOn={option === chosen}
            head={option.group !== options[index - 1]?.group}
            onPick={(then) => onPick(option.recipient, then)}
            onHover={() => setAt(index)}
          />
        ))}
        {options.length === 0 && <p className="quiet none">{text.nobody}</p>}
      </div>
      <footer className="keys">
        <span>
          <Kbd keys="Up" />
          <Kbd keys="Down" /> {text.choose}
        </span>
        <span>
          <Kbd keys="Enter" /> {text.makeRecipient}
        </span>
        <span>
          <Kbd keys="Shift+Enter" /> {text.chooseMore}
        </span>
        <span className="end">
          <Kbd keys="Esc" />
        </span>
      </footer>
    </div>
  )
}

function useOptions(typed: string): Option[] {
  const { messages: text } = useText()
  const client = useClient()
  const { me, room } = useDesk()
  const members = useMembers(room.id)
  return useMemo(() => {
    const here = [...members.values()].filter(({ role, accountId }) => role !== null && accountId !== me.accountId)
    const spoken = (client.engine.room(room.id)?.timeline.messages ?? []).slice(-NEAR).map(({ accountId }) => accountId)
    const nearness = (member: Member) => spoken.lastIndexOf(member.accountId)
    const scored = here.flatMap((member) => {
      const score = typed === '' ? 1 : matchPerson(member, typed, me.organizationId)
      return score > 0 ? [{ member, score, near: nearness(member) }] : []
    })
    scored.sort((a, b) => b.near - a.near || b.score - a.score || byReading(a.member, b.member))
    const options: Option[] = scored.slice(0, SHOWN).map(({ member, near }) => ({
      id: String(member.accountId),
      recipient: { kind: 'to', accountId: member.accountId },
      group: near >= 0 ? 'near' : 'rest',
      member,
    }))
    const fitsAll = typed === '' || match(`${text.everyone} all toall`, typed) > 0
    const all: Option = { id: 'all', recipient: { kind: 'all' }, group: 'all', member: null }
    return fitsAll && room.type === 'group' ? [all, ...options] : options
  }, [client, members, me, room.id, room.type, text, typed])
}

interface OptionRowProps {
  id: string
  option: Option
  isOn: boolean
  head: boolean
  onPick: (then: 'done' | 'more') => void
  onHover: () => void
}

function OptionRow({ id, option, isOn, head, onPick, onHover }: OptionRowProps) {
  const { messages: text } = useText()
  const heading = option.group === 'near' ? text.inConversation : option.group === 'rest' ? text.otherMembers : null
  return (
    <>
      {head && heading && (
        <p className="gh" role="presentation">
          {heading}
        </p>
      )}
      <div
        id={id}
        className="opt"
        role="option"
        aria-selected={isOn}
        tabIndex={-1}
        onPointerMove={onHover}
        onPointerDown={(event) => event.preventDefault()}
        onClick={(event) => onPick(event.shiftKey ? 'more' : 'done')}
        onKeyDown={() => {}}
      >
        {option.member ? <PersonFace member={option.member} /> : <EveryoneFace />}
      </div>
    </>
  )
}

function PersonFace({ member }: { member: Member }) {
  const { me } = useDesk()
  const isOutside = member.organizationId !== me.organizationId
  return (
    <>
      <Avatar id={member.accountId} name={member.name} image={member.avatar && imageUrl(member.avatar)} />
      <span className="clip">{member.name}</span>
      {isOutside && (
        <Tag tone="warn" icon={Globe}>
          {member.organizationName}
        </Tag>
      )}
      <span className="end quiet">{isOutside ? '' : member.department}</span>
    </>
  )
}

function EveryoneFace() {
  const { messages: text } = useText()
  const format = useFormat()
  const room = useDeskRoom()
  return (
    <>
      <Tile icon={Users} hue={1} size={26} />
      <span>{text.everyone}</span>
      {room.outsiders > 0 && (
        <Tag tone="warn" icon={Globe}>
          {text.includesOutside(format.number(room.outsiders))}
        </Tag>
      )}
      <span className="end quiet num">{text.notifies(format.number(Math.max(0, room.memberCount - 1)))}</span>
    </>
  )
}
