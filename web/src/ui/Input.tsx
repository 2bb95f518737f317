import type { ComponentProps, CSSProperties, ReactNode } from 'react'
import { classes } from './classes.ts'
import { useFieldProps } from './Field.tsx'
import { Icon, type LucideIcon } from './Icon.tsx'

export interface InputProps extends Omit<ComponentProps<'input'>, 'size'> {
  /** md 36, lg 44 (sign-in); soft is the quiet one of toolbars. */
  look?: 'md' | 'lg' | 'soft'
  icon?: LucideIcon
  /** Stands inside the box, after the text: a button, a unit. */
  after?: ReactNode
}

export function Input({ look = 'md', icon, after, className, ...rest }: InputProps) {
  const field = useFieldProps()
  return (
    <span className={classes('input', look !== 'md' && look, className)}>
      {icon && <Icon of={icon} size="sm" />}
      <input type="text" {...field} {...rest} />
      {after}
    </span>
  )
}

export interface TextAreaProps extends ComponentProps<'textarea'> {}

/** Grows with its text, from `rows` lines on. */
export function TextArea({ className, rows = 2, ...rest }: TextAreaProps) {
  const field = useFieldProps()
  return (
    <span className={classes('input area', className)} style={{ '--rows': rows } as CSSProperties}>
      <textarea rows={rows} {...field} {...rest} />
    </span>
  )
}
