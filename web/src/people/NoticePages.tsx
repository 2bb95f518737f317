import { CircleCheckBig, Link2Off, type LucideIcon, MailCheck, MessageCircleQuestionMark } from 'lucide-react'
import type { ReactNode } from 'react'
import { paths } from '../frame/paths.ts'
import { useText } from '../text/text.ts'
import { ButtonLink } from '../ui/Button.tsx'
import { Delayed } from '../ui/Feedback.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Ring } from '../ui/Ring.tsx'
import { Gate, GateHead, type GateProps } from './Gate.tsx'

export interface NoticeProps extends Pick<GateProps, 'title' | 'art' | 'host'> {
  icon: LucideIcon
  lead: ReactNode
  children: ReactNode
}

export function Notice({ title, art, host, icon, lead, children }: NoticeProps) {
  return (
    <Gate title={title} art={art} host={host}>
      <span className="glyph">
        <Icon of={icon} size="lg" />
      </span>
      <GateHead title={title} lead={lead} />
      {children}
    </Gate>
  )
}

export interface MailSentPageProps {
  host: string
  /** `confirm`: a sign-up waits for its address to be confirmed. `reset`: a new password was asked for. */
  kind: 'confirm' | 'reset'
  email: string
  /** Whether this server sends mail. If not, whoever runs it finds the link in its log. */
  mail: boolean
}

export function MailSentPage({ host, kind, email, mail }: MailSentPageProps) {
  const { people } = useText()
  const sent = { confirm: people.confirmSent, reset: people.resetSent }[kind]
  const kept = { confirm: people.confirmKept, reset: people.resetKept }[kind]
  return (
    <Notice
      title={mail ? people.checkMail : people.tellAdministrator}
      art={kind === 'confirm' ? 'found' : 'signIn'}
      host={host}
      icon={mail ? MailCheck : MessageCircleQuestionMark}
      lead={mail ? sent(email) : kept(email)}
    >
      <p className="quiet">{mail ? people.mailLate : people.noMail}</p>
      <ButtonLink href={paths.signIn()} size="xl" width="full">
        {people.backToSignIn}
      </ButtonLink>
    </Notice>
  )
}

export interface PasswordChangedPageProps {
  host: string
}

export function PasswordChangedPage({ host }: PasswordChangedPageProps) {
  const { people } = useText()
  return (
    <Notice
      title={people.passwordChanged}
      art="signIn"
      host={host}
      icon={CircleCheckBig}
      lead={people.passwordChangedLead}
    >
      <ButtonLink href={paths.signIn()} variant="primary" size="xl" width="full">
        {people.signIn}
      </ButtonLink>
    </Notice>
  )
}

export interface SpentLinkPageProps {
  host: string
  kind: 'invitation' | 'reset' | 'confirm' | 'address' | 'room'
}

/** A link that is unknown, used, withdrawn or past its time: one answer for all. */
export function SpentLinkPage({ host, kind }: SpentLinkPageProps) {
  const { people } = useText()
  const lead = {
    invitation: people.spentInvitation,
    reset: people.spentReset,
    confirm: people.spentConfirm,
    address: people.spentAddress,
    room: people.spentRoom,
  }[kind]
  const [href, next] = {
    invitation: [paths.signIn(), people.backToSignIn],
    reset: [paths.forgotten, people.sendAgain],
    confirm: [paths.found(), people.foundOrganization],
    address: [paths.settings('address'), people.sendAgain],
    room: [paths.chats, people.toChats],
  }[kind] as [string, string]
  return (
    <Notice title={people.spent} art="invite" host={host} icon={Link2Off} lead={lead}>
      <ButtonLink href={href} size="xl" width="full">
        {next}
      </ButtonLink>
    </Notice>
  )
}

export interface ConfirmingPageProps {
  host: string
}

/** While the link of a confirmation mail is being redeemed. */
export function ConfirmingPage({ host }: ConfirmingPageProps) {
  const { people } = useText()
  return (
    <Gate title={people.confirming} art="found" host={host}>
      <GateHead title={people.confirming} />
      <Delayed>
        <Ring />
      </Delayed>
    </Gate>
  )
}
