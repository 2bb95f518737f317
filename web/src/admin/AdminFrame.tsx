import { ChartColumn, ChevronRight, KeyRound, type LucideIcon, MailPlus, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { Sheet } from '../frame/AppFrame.tsx'
import { NavTitle } from '../frame/NavTitle.tsx'
import { type AdminSection, paths } from '../frame/paths.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'

export interface AdminFrameProps {
  /** None: on a phone the list of sections; on wider screens give the first section instead. */
  section: AdminSection | null
  organizationName: string
  /** How many there are, once known. */
  counts: { [section in AdminSection]?: number }
  children: ReactNode
}

/** The organization's pages. Goes into AppFrame. */
export function AdminFrame({ section, organizationName, counts, children }: AdminFrameProps) {
  const text = useText()
  const format = useFormat()
  const link = (to: AdminSection, icon: LucideIcon) => {
    const count = counts[to]
    return (
      <a href={paths.admin(to)} aria-current={to === section ? 'page' : undefined}>
        <Icon of={icon} />
        {text.admin[to]}
        {count !== undefined && count > 0 && <span className="end quiet num">{format.number(count)}</span>}
        <Icon of={ChevronRight} className="go" />
      </a>
    )
  }
  return (
    <Sheet>
      <div className="split" data-pushed={section !== null || undefined}>
        <nav className="subnav" aria-label={organizationName}>
          <NavTitle section={section}>{organizationName}</NavTitle>
          {link('people', Users)}
          {link('invitations', MailPlus)}
          {link('statistics', ChartColumn)}
          {link('tokens', KeyRound)}
        </nav>
        {children}
      </div>
    </Sheet>
  )
}
