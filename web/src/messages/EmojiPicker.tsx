import { emoticons } from '@naniwa/contract'
import { Clock, Flag, Leaf, Search, Smile } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { match } from '../text/match.ts'
import { useText } from '../text/text.ts'
import { Icon, type LucideIcon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { allEmoji, type Emoji, type EmojiKind, emojiKinds, emojiOf } from './emoji-list.ts'
import { recentEmoji } from './recent-emoji.ts'

export interface EmojiPickerProps {
  /** What Enter does, for the foot. */
  verb: string
  onPick: (emoji: string) => void
}

type Kind = 'recent' | EmojiKind
const COLUMNS = 9
const icons: Record<Kind, LucideIcon> = { recent: Clock, faces: Smile, nature: Leaf, things: Flag }
const kinds: readonly Kind[] = ['recent', 'faces', 'nature', 'things']

interface Group {
  kind: Kind | 'found'
  emoji: readonly Emoji[]
}

/** Found by a word in either language or by the field's code; otherwise by kind, those used last first. */
export function EmojiPicker({ verb, onPick }: EmojiPickerProps) {
  const { messages: text } = useText()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const groups = useMemo(() => groupsOf(typed), [typed])
  const flat = groups.flatMap(({ emoji }) => emoji)
  const chosen = flat[Math.min(at, flat.length - 1)]
  const list = useId()
  const box = useRef<HTMLDivElement>(null)

  // Its popover gave the focus when it opened, which is before this was loaded the first time. A finger would only call up the keyboard.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) box.current?.querySelector('input')?.focus({ preventScroll: true })
  }, [])

  function choose(index: number) {
    const next = Math.min(Math.max(index, 0), flat.length - 1)
    setAt(next)
    box.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: 'nearest' })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const input = event.target as HTMLInputElement
    const isAtEdge = typed === '' || input.selectionStart === typed.length
    const moves: Record<string, number> = { ArrowDown: at + COLUMNS, ArrowUp: at - COLUMNS }
    if (isAtEdge) Object.assign(moves, { ArrowRight: at + 1, ArrowLeft: typed === '' ? at - 1 : undefined })
    const to = moves[event.key]
    if (to !== undefined) choose(to)
    else if (event.key === 'Enter' && chosen) onPick(chosen.char)
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys go on from the input inside
    <div className="emopicker" ref={box} onKeyDown={onKeyDown}>
      <div className="ask">
        <Icon of={Search} size="sm" />
        <input
          role="combobox"
          aria-label={text.searchEmoji}
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={chosen && `${list}-${flat.indexOf(chosen)}`}
          placeholder={text.searchEmoji}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
        />
      </div>
      <KindTabs box={box} />
      <div className="emoscroll scroll" id={list} role="listbox" aria-label={text.emoji}>
        {groups.map((group) => (
          <GroupPart
            key={group.kind}
            group={group}
            listId={list}
            offset={flat.indexOf(group.emoji[0] as Emoji)}
            at={at}
            onPick={onPick}
            onHover={setAt}
          />
        ))}
        {flat.length === 0 && <p className="quiet none">{text.noEmoji}</p>}
      </div>
      <Foot emoji={chosen} verb={verb} />
    </div>
  )
}

function groupsOf(typed: string): Group[] {
  if (typed.trim() === '') {
    const recent: Group = { kind: 'recent', emoji: recentEmoji().map((char) => ({ ...emojiOf(char) })) }
    return [recent, ...Object.entries(emojiKinds).map(([kind, emoji]) => ({ kind: kind as EmojiKind, emoji }))]
  }
  const codes = new Map(emoticons.map(({ code, emoji }) => [emoji, code]))
  const scored = allEmoji().flatMap((emoji) => {
    const score = match(`${emoji.ja} ${emoji.en} ${codes.get(emoji.char) ?? ''}`, typed)
    return score > 0 ? [{ emoji, score }] : []
  })
  const emoji = scored.sort((a, b) => b.score - a.score).map((found) => found.emoji)
  return emoji.length > 0 ? [{ kind: 'found', emoji }] : []
}

function KindTabs({ box }: { box: { current: HTMLDivElement | null } }) {
  const { messages: text } = useText()
  return (
    <div className="emotabs">
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          className="ib sm"
          aria-label={text.emojiKinds[kind]}
          onClick={() => box.current?.querySelector(`[data-kind="${kind}"]`)?.scrollIntoView({ block: 'start' })}
        >
          <Icon of={icons[kind]} size="sm" />
        </button>
      ))}
    </div>
  )
}

interface GroupPartProps {
  group: Group
  listId: string
  offset: number
  at: number
  onPick: (emoji: string) => void
  onHover: (index: number) => void
}

function GroupPart({ group, listId, offset, at, onPick, onHover }: GroupPartProps) {
  const { messages: text } = useText()
  const language = useLanguage()
  return (
    <>
      {group.kind !== 'found' && (
        <p className="gh" data-kind={group.kind} role="presentation">
          {text.emojiKinds[group.kind]}
        </p>
      )}
      <div className="emos" role="presentation">
        {group.emoji.map((emoji, index) => (
          <button
            key={emoji.char}
            id={`${listId}-${offset + index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={offset + index === at}
            aria-label={emoji[language].split(' ')[0]}
            data-highlighted={offset + index === at || undefined}
            onPointerMove={() => onHover(offset + index)}
            onClick={() => onPick(emoji.char)}
          >
            {emoji.char}
          </button>
        ))}
      </div>
    </>
  )
}

function Foot({ emoji, verb }: { emoji: Emoji | undefined; verb: string }) {
  const language = useLanguage()
  if (!emoji) return null
  const code = emoticons.find((emoticon) => emoticon.emoji === emoji.char)?.code
  return (
    <footer className="emofoot">
      <span className="e" aria-hidden="true">
        {emoji.char}
      </span>
      <span>{emoji[language].split(' ')[0]}</span>
      {code && <code>{code}</code>}
      <span className="end quiet">
        <Kbd keys="Enter" /> {verb}
      </span>
    </footer>
  )
}
