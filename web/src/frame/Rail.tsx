import { LogOut, Settings, User } from 'lucide-react'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Count } from '../ui/Label.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Menu, MenuItem, MenuLine, MenuLink } from '../ui/Menu.tsx'
import type { FrameLink, Place } from './AppFrame.tsx'
import { paths } from './paths.ts'

export interface FramePerson {
  id: number
  name: string
  /** Address of the picture. */
  avatar: string | null
  organizationName: string
}

export interface RailProps {
  links: readonly FrameLink[]
  place: Place
  me: FramePerson
  onSignOut: () => void
}

const below: readonly Place[] = ['admin', 'settings']

export function Rail({ links, place, me, onSignOut }: RailProps) {
  const text = useText()
  return (
    <nav className="rail" aria-label={text.frame.nav}>
      <a className="home" href={paths.chats} aria-label={text.frame.home}>
        <Logo />
      </a>
      <RailList links={links.filter((link) => !below.includes(link.place))} place={place} />
      <div className="foot">
        <RailList links={links.filter((link) => below.includes(link.place))} place={place} />
        <MeMenu me={me} onSignOut={onSignOut} />
      </div>
    </nav>
  )
}

function RailList({ links, place }: Pick<RailProps, 'links' | 'place'>) {
  return (
    <ul>
      {links.map((link) => (
        <li key={link.place}>
          <a href={link.href} aria-current={link.place === place ? 'page' : undefined}>
            <Icon of={link.icon} size="lg" />
            <span className="lb clip">{link.text}</span>
            {link.count && <Count {...link.count} short />}
          </a>
        </li>
      ))}
    </ul>
  )
}

function MeMenu({ me, onSignOut }: Pick<RailProps, 'me' | 'onSignOut'>) {
  const text = useText()
  const face = (
    <button type="button" className="me" aria-label={text.frame.me}>
      <Avatar id={me.id} name={me.name} image={me.avatar} size={34} />
    </button>
  )
  return (
    <Menu trigger={face} side="right" align="end">
      <div className="whoami">
        <Avatar id={me.id} name={me.name} image={me.avatar} size={36} />
        <div className="grow">
          <div className="n clip">{me.name}</div>
          <div className="m clip">{me.organizationName}</div>
        </div>
      </div>
      <MenuLine />
      <MenuLink href={paths.settings('profile')} icon={User}>
        {text.frame.profile}
      </MenuLink>
      <MenuLink href={paths.settings()} icon={Settings}>
        {text.frame.settings}
      </MenuLink>
      <MenuLine />
      <MenuItem icon={LogOut} onSelect={onSignOut}>
        {text.frame.signOut}
      </MenuItem>
    </Menu>
  )
}
