import { ChevronLeft, Search, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { phone, useMedia } from '../ui/media.ts'
import { Ring } from '../ui/Ring.tsx'
import { FilterWords, filterText } from './FilterWords.tsx'
import { type Asked, type Filter, NOTHING_ASKED, takeFilters } from './query.ts'
import { today } from './suggestions.tsx'

export interface SearchBoxProps {
  asked: Asked
  onAsked: (asked: Asked) => void
  /** An input method has begun to convert, or has ended. */
  onComposing: (isComposing: boolean) => void
  onKeyDown: (event: KeyboardEvent) => void
  onDone: () => void
  input: RefObject<HTMLInputElement | null>
  /** Ids of the list and of the hit that is pointed at. */
  list: string
  active: string | undefined
  isBusy: boolean
}

export function SearchBox(props: SearchBoxProps) {
  const { asked, onAsked, onComposing, onKeyDown, onDone, input, list, active, isBusy } = props
  const { search: text, ui } = useText()
  const onPhone = useMedia(phone)
  const { filters, typed } = asked

  function change(filtered: Asked) {
    onAsked(filtered)
    input.current?.focus()
  }

  function type(words: string, isComposing: boolean) {
    const next = { filters, typed: words }
    // Letters that are being converted belong to the input method.
    onAsked(isComposing ? next : takeFilters(next, today()))
  }

  function onKey(event: KeyboardEvent<HTMLInputElement>) {
    const { selectionStart, selectionEnd } = event.currentTarget
    if (event.key === 'Backspace' && selectionStart === 0 && selectionEnd === 0 && filters.length > 0) {
      event.preventDefault()
      return onAsked({ ...asked, filters: filters.slice(0, -1) })
    }
    onKeyDown(event)
  }

  return (
    <div className="ask">
      {onPhone ? <IconButton icon={ChevronLeft} label={ui.close} onClick={onDone} /> : <Lens isBusy={isBusy} />}
      <div className="words">
        {filters.map((filter) => (
          <Chip
            key={filter.raw}
            filter={filter}
            onRemove={() => change({ ...asked, filters: filters.filter((one) => one !== filter) })}
          />
        ))}
        <input
          ref={input}
          // biome-ignore lint/a11y/noAutofocus: at once, not a frame later, so that no letter of whoever types on is lost
          autoFocus
          type="text"
          role="combobox"
          aria-label={text.label}
          aria-expanded={active !== undefined}
          aria-controls={active === undefined ? undefined : list}
          aria-activedescendant={active}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={400}
          placeholder={filters.length > 0 ? text.typeMore : text.type}
          value={typed}
          onChange={({ target, nativeEvent }) => type(target.value, (nativeEvent as InputEvent).isComposing === true)}
          onCompositionStart={() => onComposing(true)}
          onCompositionEnd={({ currentTarget }) => {
            onComposing(false)
            type(currentTarget.value, false)
          }}
          onKeyDown={onKey}
        />
      </div>
      {(typed !== '' || filters.length > 0) && (
        <IconButton icon={X} size="sm" label={text.clear} onClick={() => change(NOTHING_ASKED)} />
      )}
      {!onPhone && <Kbd keys="Esc" />}
    </div>
  )
}

function Lens({ isBusy }: { isBusy: boolean }) {
  return (
    <span className={isBusy ? 'lens busy' : 'lens'}>
      <Icon of={Search} />
      <Ring />
    </span>
  )
}

function Chip({ filter, onRemove }: { filter: Filter; onRemove: () => void }) {
  const text = useText()
  return (
    <span className="op">
      <FilterWords filter={filter} />
      <button type="button" aria-label={text.search.removeFilter(filterText(filter, text))} onClick={onRemove}>
        <Icon of={X} size="xs" />
      </button>
    </span>
  )
}
