import { findRanges, fold } from '@naniwa/contract'
import { Fragment, useEffect, useRef } from 'react'
import { Ring } from '../../ui/Ring.tsx'
import type { Hit, HitGroup } from './hits.ts'

export interface HitListProps {
  id: string
  groups: readonly HitGroup[]
  typed: string
  /** Keys of the hit that Enter opens, and of the one that is being opened. */
  active: string
  busy: string | null
  onPoint: (key: string) => void
  onOpen: (hit: Hit) => void
}

/** Focus stays in the input: the list shows what it points at. */
export function HitList({ id, groups, typed, active, busy, onPoint, onOpen }: HitListProps) {
  const list = useRef<HTMLDivElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is pointed at
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active])

  return (
    <div className="hits scroll" id={id} role="listbox" aria-label={groups[0]?.label} ref={list} tabIndex={-1}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div key={group.key} role="group" aria-label={group.label}>
          <div className="gh" role="presentation">
            {group.label}
          </div>
          {group.hits.map((hit) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys
            <div
              key={hit.key}
              id={`${id}-${hit.key}`}
              className="hit one"
              role="option"
              aria-selected={hit.key === active}
              aria-busy={hit.key === busy || undefined}
              tabIndex={-1}
              onPointerMove={() => hit.key !== active && onPoint(hit.key)}
              onClick={() => onOpen(hit)}
            >
              {hit.face}
              <span className="grow clip">
                <Marked text={hit.name} typed={typed} />
              </span>
              {hit.end}
              {hit.key === busy ? <Ring /> : <span className="quiet clip">{hit.note}</span>}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

/** A name with what was typed marked in it. */
function Marked({ text, typed }: { text: string; typed: string }) {
  const words = fold(typed).split(' ').filter(Boolean)
  let at = 0
  const parts = findRanges(text, words).map(({ start, end }) => {
    const before = text.slice(at, start)
    at = end
    return (
      <Fragment key={start}>
        {before}
        <mark>{text.slice(start, end)}</mark>
      </Fragment>
    )
  })
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}
