import type { OauthScope } from '@naniwa/contract'
import {
  CircleCheckBig,
  CircleUser,
  ContactRound,
  Files,
  Infinity as Forever,
  type LucideIcon,
  MessageCircle,
  Send,
  Users,
} from 'lucide-react'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'

/** What an application may do, in words. */
export function ScopeList({ scopes }: { scopes: readonly OauthScope[] }) {
  const { oauth: text } = useText()
  return (
    <ul className="scopes">
      {scopes.map((scope) => (
        <li key={scope}>
          <Icon of={iconOf(scope)} />
          <span>{text.scopes[scope]}</span>
        </li>
      ))}
    </ul>
  )
}

function iconOf(scope: OauthScope): LucideIcon {
  if (scope === 'offline_access') return Forever
  if (scope.startsWith('contacts')) return ContactRound
  if (scope.includes('tasks')) return CircleCheckBig
  if (scope.includes('files')) return Files
  if (scope.includes('members')) return Users
  if (scope.startsWith('users')) return CircleUser
  return scope.endsWith('write') ? Send : MessageCircle
}
