import { ChevronLeft, Search, SearchX, X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { BareDialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { phone, useMedia } from '../ui/media.ts'
import type { Shown } from './shown.ts'
import { HitList } from './switcher/HitList.tsx'
import type { Hit } from './switcher/hits.ts'
import { usePeopleHits } from './switcher/people-hits.tsx'
import { useRoomHits } from './switcher/room-hits.tsx'

/** Ctrl/⌘ K: goes to a room or a person by name. */
export function SwitcherDialog({ open, onOpenChange, finalFocus }: Shown) {
  const text = useText().dialogs.switcher
  const input = useRef<HTMLInputElement>(null)
  return (
    <BareDialog
      open={open}
      onOpenChange={onOpenChange}
      label={text.label}
      className="palette jump"
      initialFocus={input}
      finalFocus={finalFocus}
    >
      <Switcher input={input} onDone={onOpenChange} />
    </BareDialog>
  )
}

interface SwitcherProps {
  input: React.RefObject<HTMLInputElement | null>
  onDone: () => void
}

function Switcher({ input, onDone }: SwitcherProps) {
  const text = useText().dialogs.switcher
  const format = useFormat()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const found = [useRoomHits(typed), usePeopleHits(typed)]
  const groups = found.filter(({ hits }) => hits.length > 0)
  const hits = groups.flatMap((group) => group.hits)
  const active = hits.find(({ key }) => key === chosen) ?? hits[0]

  async function open(hit: Hit) {
    if (busy !== null) return
    const outcome = hit.open()
    if (typeof outcome !== 'boolean') setBusy(hit.key)
    if (await outcome) onDone()
    setBusy(null)
  }

  function onKeyDown(event: KeyboardEvent) {
    // While an input method is converting, Enter and the arrows are its own.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (active) void open(active)
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || !active) return
    event.preventDefault()
    const to = (hits.indexOf(active) + step + hits.length) % hits.length
    setChosen(hits[to]?.key ?? null)
  }

  function type(words: string) {
    setTyped(words)
    setChosen(null)
  }

  return (
    <>
      <Ask
        typed={typed}
        onTyped={type}
        onKeyDown={onKeyDown}
        onDone={onDone}
        input={input}
        list={list}
        active={active && `${list}-${active.key}`}
      />
      {active ? (
        <HitList
          id={list}
          groups={groups}
          typed={typed}
          active={active.key}
          busy={busy}
          onPoint={setChosen}
          onOpen={(hit) => void open(hit)}
        />
      ) : (
        <div className="hits">
          <EmptyState icon={SearchX} title={text.none(typed.trim())}>
            {text.noneText}
          </EmptyState>
        </div>
      )}
      <span className="sr" role="status">
        {typed.trim() !== '' && text.found(format.number(hits.length))}
      </span>
      <Foot />
    </>
  )
}

interface AskProps {
  typed: string
  onTyped: (words: string) => void
  onKeyDown: (event: KeyboardEvent) => void
  onDone: () => void
  input: React.RefObject<HTMLInputElement | null>
  list: string
  active: string | undefined
}

function Ask({ typed, onTyped, onKeyDown, onDone, input, list, active }: AskProps) {
  const { dialogs, ui } = useText()
  const text = dialogs.switcher
  const onPhone = useMedia(phone)

  function clear() {
    onTyped('')
    input.current?.focus()
  }

  return (
    <div className="ask">
      {onPhone ? <IconButton icon={ChevronLeft} label={ui.close} onClick={onDone} /> : <Icon of={Search} />}
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={text.type}
        aria-expanded={active !== undefined}
        aria-controls={list}
        aria-activedescendant={active}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="go"
        placeholder={text.type}
        value={typed}
        onChange={(event) => onTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {typed !== '' && <IconButton icon={X} size="sm" label={text.clear} onClick={clear} />}
      {!onPhone && <Kbd keys="Esc" />}
    </div>
  )
}

function Foot() {
  const text = useText().dialogs.switcher
  return (
    <footer className="keys">
      <span>
        <Kbd keys="Up" />
        <Kbd keys="Down" /> {text.choose}
      </span>
      <span>
        <Kbd keys="Enter" /> {text.open}
      </span>
    </footer>
  )
}
