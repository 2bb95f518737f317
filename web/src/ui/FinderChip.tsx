import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Finder, type FinderOption } from './Finder.tsx'
import type { LucideIcon } from './Icon.tsx'
import { Chip } from './Label.tsx'
import { Popover } from './Popover.tsx'

export interface FinderChipProps {
  icon: LucideIcon
  /** What it narrows by. */
  label: string
  /** In the empty box. */
  find: string
  /** The choice that narrows nothing. */
  all: string
  /** When none is called so. */
  nothing: string
  options: readonly FinderOption<number>[]
  /** Null: all of them. */
  value: number | null
  onValue: (value: number | null) => void
}

/** Narrows a list to one of many, which is found by its name. */
export function FinderChip({ icon, label, find, all, nothing, options, value, onValue }: FinderChipProps) {
  const [isOpen, setOpen] = useState(false)
  const chosen = options.find((option) => option.value === value)
  const offered: FinderOption<number | null>[] = [{ value: null, name: all }, ...options]
  return (
    <Popover
      label={label}
      align="end"
      body="fill"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={filterChip(icon, label, chosen?.name)}
    >
      <Finder
        label={find}
        options={offered}
        nothing={nothing}
        chosen={value}
        onPick={(picked) => {
          setOpen(false)
          onValue(picked)
        }}
      />
    </Popover>
  )
}

/** What opens a choice that narrows a list; it bears what was chosen. */
export function filterChip(icon: LucideIcon, label: string, chosen: ReactNode) {
  return (
    <Chip icon={icon} iconAfter={ChevronDown} className={chosen ? 'on' : undefined}>
      {chosen ? (
        <>
          <span className="sr">{label} </span>
          <span className="clip">{chosen}</span>
        </>
      ) : (
        label
      )}
    </Chip>
  )
}
