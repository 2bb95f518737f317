import type { LucideIcon } from 'lucide-react'
import { classes } from './classes.ts'

export type { LucideIcon }

export interface IconProps {
  of: LucideIcon
  /** xs 14, sm 16 (in buttons), md 18, lg 20. */
  size?: 'xs' | 'sm' | 'md' | 'lg'
  className?: string
  /** Only for an icon that stands alone and is no button; otherwise it is an ornament of its text. */
  label?: string
}

export function Icon({ of: Shape, size = 'md', className, label }: IconProps) {
  const drawn = classes('i', size !== 'md' && size, className)
  if (label) return <Shape className={drawn} role="img" aria-label={label} />
  return <Shape className={drawn} aria-hidden="true" />
}
