import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { Count } from '../ui/Label.tsx'
import type { FrameLink, Place } from './AppFrame.tsx'

export interface TabBarProps {
  links: readonly FrameLink[]
  place: Place
}

/** The places on a phone. */
export function TabBar({ links, place }: TabBarProps) {
  const text = useText()
  return (
    <nav className="tabbar" aria-label={text.frame.nav}>
      {links.map((link) => (
        <a key={link.place} href={link.href} aria-current={link.place === place ? 'page' : undefined}>
          <Icon of={link.icon} />
          <span>{link.text}</span>
          {link.count && <Count {...link.count} short />}
        </a>
      ))}
    </nav>
  )
}
