import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { paths } from '../frame/paths.ts'
import { useText } from '../text/text.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'

export interface PrefsProps {
  title: string
  lead: ReactNode
  /** `wide` for tables. */
  width?: 'wide'
  /** The section's one action: a Button. */
  action?: ReactNode
  children: ReactNode
}

/** One section of the settings: its title, what it is about, and groups below. */
export function Prefs({ title, lead, width, action, children }: PrefsProps) {
  const text = useText()
  return (
    <div className={classes('prefs', width)}>
      <PageTitle>{title}</PageTitle>
      <header className={classes(Boolean(action) && 'acts')}>
        <a className="ib back" href={paths.settings()} aria-label={text.ui.back}>
          <Icon of={ChevronLeft} />
        </a>
        <h1>{title}</h1>
        <p>{lead}</p>
        {action && <div className="act">{action}</div>}
      </header>
      {children}
    </div>
  )
}

export interface PrefGroupProps {
  title: string
  /** `rows`: a box of PrefRows. */
  body?: 'rows' | 'free'
  children: ReactNode
}

export function PrefGroup({ title, body = 'rows', children }: PrefGroupProps) {
  return (
    <section className="pref">
      <h2>{title}</h2>
      {body === 'rows' ? <div className="rows">{children}</div> : children}
    </section>
  )
}

export interface PrefRowProps {
  title: ReactNode
  hint?: ReactNode
  /** Stands before the text: an icon, an avatar. */
  before?: ReactNode
  /** More after the title: a tag. */
  mark?: ReactNode
  /** The control. */
  children?: ReactNode
}

export function PrefRow({ title, hint, before, mark, children }: PrefRowProps) {
  return (
    <div>
      {before}
      <div className="tx">
        <b className={classes(mark !== undefined && 'row')}>
          {title}
          {mark}
        </b>
        {hint && <span>{hint}</span>}
      </div>
      {children}
    </div>
  )
}
