import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconProps, type LucideIcon } from './Icon.tsx'
import { shortcut } from './keys.ts'
import { type Side, Tooltip } from './Tooltip.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  icon: LucideIcon
  /** Its name, for ear and tooltip. */
  label: string
  /** Its key, shown in the tooltip: "R", "Mod+K". */
  keys?: string
  size?: 'xs' | 'sm' | 'md'
  iconSize?: IconProps['size']
  /** Given: a button that stays down. */
  pressed?: boolean
  side?: Side
}

export function IconButton(props: IconButtonProps) {
  const { icon, label, keys, size = 'md', iconSize, pressed, side, className, ...rest } = props
  return (
    <Tooltip text={label} keys={keys} side={side}>
      <button
        type="button"
        {...rest}
        className={classes('ib', size !== 'md' && size, className)}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys && shortcut(keys)}
      >
        <Icon of={icon} size={iconSize ?? (size === 'md' ? 'md' : 'sm')} />
      </button>
    </Tooltip>
  )
}
