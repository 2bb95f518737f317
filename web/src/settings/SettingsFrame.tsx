import {
  AtSign,
  Ban,
  Bell,
  Blocks,
  ChevronRight,
  KeyRound,
  Languages,
  LockKeyhole,
  LogOut,
  type LucideIcon,
  MonitorSmartphone,
  SquareCode,
  SunMoon,
  User,
  UserX,
  Webhook,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { Sheet } from '../frame/AppFrame.tsx'
import { NavTitle } from '../frame/NavTitle.tsx'
import { paths, type SettingsSection } from '../frame/paths.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { phone, useMedia } from '../ui/media.ts'

export interface SettingsFrameProps {
  /** None: on a phone the list of sections; on wider screens give the first section instead. */
  section: SettingsSection | null
  /** How many devices are signed in, once known. */
  devices?: number
  onSignOut: () => void
  children: ReactNode
}

/** The sections on the left, the open one beside them. Goes into AppFrame. */
export function SettingsFrame({ section, devices, onSignOut, children }: SettingsFrameProps) {
  const text = useText()
  const onPhone = useMedia(phone)
  const link = (to: SettingsSection, icon: LucideIcon, after?: ReactNode) => (
    <a href={paths.settings(to)} aria-current={to === section ? 'page' : undefined}>
      <Icon of={icon} />
      {text.settings[to]}
      {after}
      <Icon of={ChevronRight} className="go" />
    </a>
  )
  return (
    <Sheet>
      <div className="split" data-pushed={section !== null || undefined}>
        <nav className="subnav" aria-label={text.settings.title}>
          <NavTitle section={section}>{text.settings.title}</NavTitle>
          {link('profile', User)}
          {link('look', SunMoon)}
          {link('notifications', Bell)}
          {link('language', Languages)}
          <p className="part">{text.settings.safety}</p>
          {link('address', AtSign)}
          {link('password', LockKeyhole)}
          {link('devices', MonitorSmartphone, devices ? <span className="end quiet num">{devices}</span> : null)}
          {link('blocked', Ban)}
          {link('close', UserX)}
          <p className="part">{text.settings.connect}</p>
          {link('tokens', KeyRound)}
          {link('webhooks', Webhook)}
          {link('apps', Blocks)}
          {link('developer', SquareCode)}
          {onPhone && (
            <button type="button" onClick={onSignOut}>
              <Icon of={LogOut} />
              {text.frame.signOut}
            </button>
          )}
        </nav>
        <div className="scroll">{children}</div>
      </div>
    </Sheet>
  )
}
