import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon, type LucideIcon } from './Icon.tsx'
import { Ring } from './Ring.tsx'

export type ButtonVariant = 'primary' | 'default' | 'ghost' | 'danger' | 'danger-ghost' | 'danger-solid'
/** 28, 32, 40 and (sign-in) 44 px; on touch all grow to 36 or 44. */
export type ButtonSize = 'sm' | 'md' | 'lg' | 'xl'

interface Look {
  variant?: ButtonVariant
  size?: ButtonSize
  width?: 'fit' | 'full'
  icon?: LucideIcon
  /** An icon after the words: a chevron of a menu. */
  iconAfter?: LucideIcon
  children: ReactNode
}

const variants: Record<ButtonVariant, string> = {
  primary: 'primary',
  default: '',
  ghost: 'ghost',
  danger: 'danger',
  'danger-ghost': 'ghost danger',
  'danger-solid': 'danger solid',
}

function look({ variant = 'default', size = 'md', width }: Omit<Look, 'children'>, className?: string): string {
  return classes('btn', variants[variant], size !== 'md' && size, width === 'full' && 'wide', className)
}

function Face({ icon, iconAfter, children }: Look) {
  return (
    <>
      {icon && <Icon of={icon} size="sm" />}
      <span>{children}</span>
      {iconAfter && <Icon of={iconAfter} size="xs" />}
    </>
  )
}

export interface ButtonProps extends Look, Omit<ComponentProps<'button'>, 'children'> {
  /** Something is under way: the button stays focusable and takes no second press. */
  busy?: boolean
}

export function Button({ variant, size, width, icon, iconAfter, busy, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={look({ variant, size, width }, className)}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      <Face icon={icon} iconAfter={iconAfter}>
        {children}
      </Face>
      {busy && <Ring />}
    </button>
  )
}

export interface ButtonLinkProps extends Look, Omit<ComponentProps<'a'>, 'children'> {
  href: string
}

/** A link that looks like a button: for going somewhere, not for doing something. */
export function ButtonLink({ variant, size, width, icon, iconAfter, className, children, ...rest }: ButtonLinkProps) {
  return (
    <a {...rest} className={look({ variant, size, width }, className)}>
      <Face icon={icon} iconAfter={iconAfter}>
        {children}
      </Face>
    </a>
  )
}
