import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { matchCalled } from '../text/match.ts'
import { Icon } from './Icon.tsx'

export interface FinderOption<Value> {
  value: Value
  /** What it is found by, and called. */
  name: string
  /** How the name is read: it is found by that as well. */
  reading?: string | undefined
  /** A face or a tile. */
  before?: ReactNode
}

export interface FinderProps<Value> {
  label: string
  options: readonly FinderOption<Value>[]
  nothing: string
  chosen?: Value
  onPick: (value: Value) => void
  /** Most that are shown. */
  limit?: number
}

const SHOWN = 50

/** One of many, found by name: arrows choose, Enter picks. Stands inside something that floats. */
export function Finder<Value>({ label, options, nothing, chosen, onPick, limit = SHOWN }: FinderProps<Value>) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      options.slice(0, limit).findIndex(({ value }) => value === chosen),
    ),
  )
  const list = useId()
  const box = useRef<HTMLDivElement>(null)
  const found = useMemo(() => {
    if (typed.trim() === '') return options.slice(0, limit)
    const scored = options.map((option) => ({ option, score: matchCalled(option, typed) }))
    const hits = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score)
    return hits.slice(0, limit).map(({ option }) => option)
  }, [options, typed, limit])
  const on = Math.min(at, found.length - 1)

  // A long list opens where one is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it opens
  useEffect(() => {
    box.current?.querySelectorAll('[role="option"]')[on]?.scrollIntoView({ block: 'center' })
  }, [])

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const picked = found[on]
    if (step !== undefined && found.length > 0) {
      const next = (on + step + found.length) % found.length
      setAt(next)
      box.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && picked) onPick(picked.value)
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys go on from the input inside
    <div className="finder" ref={box} onKeyDown={onKeyDown}>
      <div className="ask">
        <Icon of={Search} size="sm" />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={found[on] && `${list}-${on}`}
          placeholder={label}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
        />
      </div>
      <div className="scroll offers" id={list} role="listbox" aria-label={label}>
        {found.map((option, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the input points at
            key={index}
            id={`${list}-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={option.value === chosen}
            data-highlighted={index === on || undefined}
            onPointerMove={() => setAt(index)}
            onClick={() => onPick(option.value)}
          >
            {option.before}
            <span className="clip">{option.name}</span>
          </button>
        ))}
      </div>
      {found.length === 0 && <p className="quiet none">{nothing}</p>}
    </div>
  )
}
