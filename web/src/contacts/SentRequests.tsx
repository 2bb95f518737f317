import type { Contact, ContactInvitation } from '@naniwa/contract'
import { Mail, Send } from 'lucide-react'
import { useRoomDialogs } from '../rooms/dialogs.ts'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { matchCalled } from '../text/match.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useContactVerbs } from './contact-verbs.ts'
import { useInvitations } from './use-contacts.ts'

export interface SentRequestsProps {
  contacts: readonly Contact[]
  words: string
}

interface Sent {
  key: string
  name: string
  /** Of a request to somebody; one to an address says nothing of whose it is. */
  person: Contact | null
  message: string
  at: number
  request: Contact | ContactInvitation
}

/** One's own requests that wait for an answer, the newest first. */
export function SentRequests({ contacts, words }: SentRequestsProps) {
  const { contacts: text } = useText()
  const { open } = useRoomDialogs()
  const invitations = useInvitations()
  const sent = [
    ...contacts.filter(({ standing }) => standing === 'outgoing').map(toPerson),
    ...invitations.map(toAddress),
  ]
    .filter(({ name, person }) => words === '' || matchCalled(person ?? { name }, words) > 0)
    .sort((a, b) => b.at - a.at)
  if (sent.length === 0) {
    const add = <Button onClick={() => open({ kind: 'addContact' })}>{text.add}</Button>
    return (
      <EmptyState icon={Send} title={words === '' ? text.noSent : text.noMatch(words)} action={words === '' && add}>
        {words === '' && text.noSentText}
      </EmptyState>
    )
  }
  return (
    <ul className="sent" aria-label={text.sent}>
      {sent.map((one) => (
        <SentRow key={one.key} sent={one} />
      ))}
    </ul>
  )
}

function toPerson(contact: Contact): Sent {
  const { accountId, name, message, since } = contact
  return { key: `person-${accountId}`, name, person: contact, message, at: since, request: contact }
}

function toAddress(invitation: ContactInvitation): Sent {
  const { id, email, message, invitedAt } = invitation
  return { key: `address-${id}`, name: email, person: null, message, at: invitedAt, request: invitation }
}

function SentRow({ sent: { name, person, message, at, request } }: { sent: Sent }) {
  const { contacts: text } = useText()
  const format = useFormat()
  const { takeBack } = useContactVerbs()
  return (
    <li className="ask-card">
      {person ? (
        <Avatar id={person.accountId} name={name} image={person.avatar && imageUrl(person.avatar)} size={40} />
      ) : (
        <span className="av letter" aria-hidden="true">
          <Icon of={Mail} />
        </span>
      )}
      <div className="grow">
        <div className="row wrap">
          <b className={person ? 'clip' : 'clip exact'}>{name}</b>
          {person && <span className="quiet clip">{person.organizationName}</span>}
          <span className="quiet">{text.sentTo(format.dateTime(at))}</span>
        </div>
        {message && <p className="w">{message}</p>}
      </div>
      <span className="row answers">
        <Button aria-label={text.takeBackOf(name)} onClick={() => void takeBack(request)}>
          {text.takeBack}
        </Button>
      </span>
    </li>
  )
}
