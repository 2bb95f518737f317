import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../text/text.ts'
import { classes } from '../ui/classes.ts'
import { Ring } from '../ui/Ring.tsx'
import type { Hit, HitGroup } from './hits.ts'

export interface HitListProps {
  id: string
  groups: readonly HitGroup[]
  /** Keys of the hit that Enter opens, and of the one that is being opened. */
  active: string | null
  busy: string | null
  onPoint: (key: string) => void
  onOpen: (hit: Hit) => void
  /** The last hit has come into sight. */
  onEnd: (() => void) | undefined
}

/** Focus stays in the input: the list shows what it points at. */
export function HitList({ id, groups, active, busy, onPoint, onOpen, onEnd }: HitListProps) {
  const text = useText().search
  const list = useRef<HTMLDivElement>(null)
  const end = useRef<HTMLDivElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is pointed at
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active])

  useEffect(() => {
    if (!onEnd || !end.current) return
    const watcher = new IntersectionObserver(([seen]) => seen?.isIntersecting && onEnd(), { root: list.current })
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [onEnd])

  return (
    <div className="hits scroll" id={id} role="listbox" aria-label={text.results} ref={list} tabIndex={-1}>
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
              className={classes('hit', hit.look === 'one' && 'one')}
              role="option"
              aria-selected={hit.key === active}
              aria-busy={hit.key === busy || undefined}
              tabIndex={-1}
              onPointerMove={() => hit.key !== active && onPoint(hit.key)}
              onClick={() => onOpen(hit)}
            >
              {hit.row}
              {hit.key === busy && <Ring />}
            </div>
          ))}
        </div>
      ))}
      <div ref={end} />
    </div>
  )
}

export interface LineProps {
  face: ReactNode
  name: ReactNode
  /** Counts, a tag. */
  end?: ReactNode
  /** Quiet words: what it is, whose it is. */
  note?: ReactNode
}

/** The row of a hit that is one line. */
export function Line({ face, name, end, note }: LineProps) {
  return (
    <>
      {face}
      <span className="grow clip">{name}</span>
      {end}
      {note && <span className="quiet clip">{note}</span>}
    </>
  )
}
