import { X } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useFormat } from '../text/format.ts'
import { classes } from './classes.ts'
import { Icon, type LucideIcon } from './Icon.tsx'

export interface TagProps {
  tone?: 'plain' | 'warn' | 'bad' | 'good' | 'accent'
  icon?: LucideIcon
  children: ReactNode
}

const tones = { plain: '', warn: 'out', bad: 'bad', good: 'good', accent: 'acc' }

/** A small word about the thing beside it. Not a button. */
export function Tag({ tone = 'plain', icon, children }: TagProps) {
  return (
    <span className={classes('tag', tones[tone])}>
      {icon && <Icon of={icon} size="xs" />}
      {children}
    </span>
  )
}

export interface ChipProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon?: LucideIcon
  iconAfter?: LucideIcon
  pressed?: boolean
  children: ReactNode
}

/** A filter that is on or off, or opens a menu. */
export function Chip({ icon, iconAfter, pressed, className, children, ...rest }: ChipProps) {
  return (
    <button type="button" {...rest} className={classes('chip', className)} aria-pressed={pressed}>
      {icon && <Icon of={icon} size="xs" />}
      {children}
      {iconAfter && <Icon of={iconAfter} size="xs" />}
    </button>
  )
}

export interface PickedChipProps {
  tone?: 'plain' | 'warn'
  /** An avatar. */
  before?: ReactNode
  removeLabel: string
  onRemove: () => void
  children: ReactNode
}

/** Something picked into a field, with a cross to take it out again. */
export function PickedChip({ tone = 'plain', before, removeLabel, onRemove, children }: PickedChipProps) {
  return (
    <span className={classes('pchip', tone === 'warn' && 'out')}>
      {before}
      <span className="clip">{children}</span>
      <button type="button" className="ib xs" aria-label={removeLabel} onClick={onRemove}>
        <Icon of={X} size="xs" />
      </button>
    </span>
  )
}

export interface CountProps {
  value: number
  /** Said in place of the figure: "未読 5". */
  label: string
  /** `unread` grey, `to` green and spelt "To", `plain` without a pill, `alert` red. */
  kind?: 'unread' | 'to' | 'plain' | 'alert'
  /** Drops the "To": where the place already says so. */
  short?: boolean
}

export function Count({ value, label, kind = 'unread', short = false }: CountProps) {
  const format = useFormat()
  if (value <= 0) return null
  const figure = format.count(value)
  return (
    <span className={classes('count', kind === 'alert' ? 'urgent' : kind !== 'unread' && kind)}>
      <span aria-hidden="true">{kind === 'to' && !short ? `To ${figure}` : figure}</span>
      <span className="sr">{label}</span>
    </span>
  )
}
