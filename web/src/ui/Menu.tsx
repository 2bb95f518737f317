import { Menu as Base } from '@base-ui/react/menu'
import { Check, ChevronRight } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon, type LucideIcon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { useLandmark } from './landmark.ts'

type Align = 'start' | 'center' | 'end'
type Side = 'top' | 'bottom' | 'left' | 'right'

export interface MenuProps {
  /** The button that opens it. It must take a ref. */
  trigger: ReactElement<Record<string, unknown>>
  side?: Side
  align?: Align
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** MenuItem, MenuLink, MenuChoice, MenuTick, MenuGroup, Submenu, MenuLine. */
  children: ReactNode
}

export function Menu({ trigger, side = 'bottom', align = 'start', open, onOpenChange, children }: MenuProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Floating side={side} align={align} landmark={useLandmark()}>
        {children}
      </Floating>
    </Base.Root>
  )
}

interface FloatingProps {
  side: Side
  align: Align
  /** A menu inside another one is in its landmark already. */
  landmark?: ReturnType<typeof useLandmark>
  children: ReactNode
}

function Floating({ side, align, landmark, children }: FloatingProps) {
  return (
    <Base.Portal {...landmark}>
      <Base.Positioner className="floater" side={side} align={align} sideOffset={4} collisionPadding={8}>
        <Base.Popup className="float menu scroll">{children}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

export interface MenuItemProps {
  icon?: LucideIcon
  /** A small picture in the icon's place: an avatar, an emoji. */
  before?: ReactNode
  keys?: string
  tone?: 'plain' | 'danger'
  disabled?: boolean
  /** A second, quiet line. */
  hint?: ReactNode
  onSelect: () => void
  children: ReactNode
}

export function MenuItem({ icon, before, keys, tone, disabled, hint, onSelect, children }: MenuItemProps) {
  return (
    <Base.Item className={classes(tone === 'danger' && 'danger')} disabled={disabled} onClick={onSelect}>
      <Face icon={icon} before={before} hint={hint}>
        {children}
      </Face>
      {keys && <Kbd keys={keys} />}
    </Base.Item>
  )
}

interface FaceProps {
  icon?: LucideIcon
  before?: ReactNode
  hint?: ReactNode
  children: ReactNode
}

function Face({ icon, before, hint, children }: FaceProps) {
  return (
    <>
      {icon ? <Icon of={icon} size="sm" /> : before}
      <span className="grow">
        {children}
        {hint && <span className="hintline">{hint}</span>}
      </span>
    </>
  )
}

export interface MenuLinkProps extends FaceProps {
  href: string
  keys?: string
}

export function MenuLink({ href, icon, before, keys, hint, children }: MenuLinkProps) {
  return (
    <Base.LinkItem href={href} closeOnClick>
      <Face icon={icon} before={before} hint={hint}>
        {children}
      </Face>
      {keys && <Kbd keys={keys} />}
    </Base.LinkItem>
  )
}

export interface MenuChoiceProps<Value extends string> {
  label?: string
  value: Value
  onValue: (value: Value) => void
  options: readonly { value: Value; text: ReactNode; hint?: ReactNode; icon?: LucideIcon }[]
}

/** One of several; the chosen one bears a tick. */
export function MenuChoice<Value extends string>({ label, value, onValue, options }: MenuChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onValue}>
      {label && <Base.GroupLabel className="gh">{label}</Base.GroupLabel>}
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick>
          <Face icon={option.icon} hint={option.hint}>
            {option.text}
          </Face>
          <Tick>
            <Base.RadioItemIndicator>
              <Icon of={Check} size="sm" />
            </Base.RadioItemIndicator>
          </Tick>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}

export interface MenuTickProps {
  checked: boolean
  onCheck: (checked: boolean) => void
  icon?: LucideIcon
  disabled?: boolean
  children: ReactNode
}

/** On or off; the menu stays open. */
export function MenuTick({ checked, onCheck, icon, disabled, children }: MenuTickProps) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onCheck} disabled={disabled}>
      <Face icon={icon}>{children}</Face>
      <Tick>
        <Base.CheckboxItemIndicator>
          <Icon of={Check} size="sm" />
        </Base.CheckboxItemIndicator>
      </Tick>
    </Base.CheckboxItem>
  )
}

function Tick({ children }: { children: ReactNode }) {
  return <span className="tick">{children}</span>
}

export interface MenuGroupProps {
  label: string
  children: ReactNode
}

export function MenuGroup({ label, children }: MenuGroupProps) {
  return (
    <Base.Group>
      <Base.GroupLabel className="gh">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  )
}

export interface SubmenuProps {
  text: ReactNode
  icon?: LucideIcon
  children: ReactNode
}

export function Submenu({ text, icon, children }: SubmenuProps) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger>
        <Face icon={icon}>{text}</Face>
        <Icon of={ChevronRight} size="xs" />
      </Base.SubmenuTrigger>
      <Floating side="right" align="start">
        {children}
      </Floating>
    </Base.SubmenuRoot>
  )
}

export function MenuLine() {
  return <Base.Separator />
}
