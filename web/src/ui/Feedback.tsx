import { type CSSProperties, type ReactNode, useEffect, useState } from 'react'
import { useText } from '../text/text.ts'
import { classes } from './classes.ts'
import { Icon, type LucideIcon } from './Icon.tsx'

export interface BannerProps {
  tone?: 'warn' | 'bad' | 'note' | 'good'
  icon?: LucideIcon
  /** Across the page, or a box inside it. */
  shape?: 'bar' | 'box'
  action?: { text: ReactNode; onSelect: () => void }
  children: ReactNode
}

/** A state that lasts. Said aloud when it appears: at once when something failed, else when the reader pauses. */
export function Banner({ tone = 'warn', icon, shape = 'bar', action, children }: BannerProps) {
  return (
    <div
      className={classes('banner', tone !== 'warn' && tone, shape === 'box' && 'rounded')}
      role={tone === 'bad' ? 'alert' : 'status'}
    >
      {icon && <Icon of={icon} />}
      <span className="grow">{children}</span>
      {action && (
        <button type="button" className="link" onClick={action.onSelect}>
          {action.text}
        </button>
      )}
    </div>
  )
}

export interface EmptyStateProps {
  icon: LucideIcon
  title: ReactNode
  /** h1 where it stands for the page; h2 unless told. */
  heading?: 'h1' | 'h2'
  children?: ReactNode
  /** A Button or ButtonLink. */
  action?: ReactNode
}

export function EmptyState({ icon, title, heading: Heading = 'h2', children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <span className="glyph">
        <Icon of={icon} size="lg" />
      </span>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}

export interface SkeletonProps {
  /** CSS lengths: '62%', '120px'. */
  width: string
  height?: string
  shape?: 'line' | 'circle'
}

export function Skeleton({ width, height = '12px', shape = 'line' }: SkeletonProps) {
  const style: CSSProperties = { width, height }
  return <span className={classes('bone', shape === 'circle' && 'circle')} style={style} />
}

/** Its children appear after 150 ms: what comes sooner needs no skeleton. */
export function Delayed({ children }: { children: ReactNode }) {
  const text = useText()
  const [due, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), 150)
    return () => clearTimeout(timer)
  }, [])
  if (!due) return null
  return (
    <div aria-busy="true" aria-live="polite">
      <span className="sr">{text.ui.loading}</span>
      {children}
    </div>
  )
}

export interface MeterProps {
  label: string
  /** 0 … 1 */
  part: number
  tone?: 'plain' | 'warn'
}

export function Meter({ label, part, tone = 'plain' }: MeterProps) {
  return (
    <div className={classes('meter', tone === 'warn' && 'warn')}>
      <meter className="sr" aria-label={label} min={0} max={1} value={part} />
      <i style={{ '--part': `${Math.round(part * 100)}%` } as CSSProperties} />
    </div>
  )
}
