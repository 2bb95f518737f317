import type { Contact, Person } from '@naniwa/contract'
import { ContactRound, Search, UserPlus, UserSearch } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Sheet } from '../frame/AppFrame.tsx'
import { paths } from '../frame/paths.ts'
import { useMe } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { ConnectionBanner } from '../rooms/ConnectionBanner.tsx'
import { matchPerson } from '../rooms/colleagues.ts'
import { useRoomDialogs } from '../rooms/dialogs.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { Input } from '../ui/Input.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { ContactList, WaitingRows } from './ContactList.tsx'
import { IncomingRequests } from './IncomingRequests.tsx'
import { SentRequests } from './SentRequests.tsx'
import { useContacts, useInvitations, useReachable } from './use-contacts.ts'

type Kind = 'all' | 'home' | 'outside' | 'sent'

/** Everybody one may write to, who asks to be among them, and whom one has asked. */
export function ContactsPage() {
  const { contacts: text } = useText()
  const { open } = useRoomDialogs()
  const contacts = useContacts()
  const [kind, setKind] = useState<Kind>('all')
  const [words, setWords] = useState('')
  const asking = contacts.filter(({ standing }) => standing === 'incoming')
  return (
    <Sheet>
      <PageTitle>{text.title}</PageTitle>
      <section className="page contacts" aria-label={text.title}>
        <header className="ptop">
          <h1>{text.title}</h1>
          <span className="end row">
            <Button variant="primary" icon={UserPlus} onClick={() => open({ kind: 'addContact' })}>
              {text.add}
            </Button>
          </span>
        </header>
        <div className="pbar">
          <Kinds kind={kind} onKind={setKind} contacts={contacts} />
          <Input
            className="end"
            look="soft"
            type="search"
            icon={Search}
            placeholder={text.search}
            aria-label={text.search}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        <ConnectionBanner />
        <div className="scroll" id="contacts" role="tabpanel" aria-label={text.list}>
          {kind !== 'sent' && <IncomingRequests requests={asking} />}
          {kind === 'sent' ? (
            <SentRequests contacts={contacts} words={words.trim()} />
          ) : (
            <People kind={kind} words={words.trim()} onShowAll={() => setWords('')} />
          )}
        </div>
      </section>
    </Sheet>
  )
}

interface KindsProps {
  kind: Kind
  onKind: (kind: Kind) => void
  contacts: readonly Contact[]
}

function Kinds({ kind, onKind, contacts }: KindsProps) {
  const { contacts: text } = useText()
  const format = useFormat()
  const me = useMe()
  const { people } = useReachable()
  const invitations = useInvitations()
  const home = people?.filter(({ organizationId }) => organizationId === me?.organizationId).length
  const outside = contacts.filter(({ standing }) => standing === 'contact').length
  const sent = contacts.filter(({ standing }) => standing === 'outgoing').length + invitations.length
  const count = (value: number | undefined) => (value ? { text: format.number(value) } : undefined)
  return (
    <Tabs
      label={text.kinds}
      panel="contacts"
      value={kind}
      onValue={onKind}
      tabs={[
        { value: 'all', text: text.all, count: count(home === undefined ? undefined : home + outside) },
        { value: 'home', text: me?.organizationName ?? '', count: count(home) },
        { value: 'outside', text: text.outside, count: count(outside) },
        { value: 'sent', text: text.sent, count: count(sent) },
      ]}
    />
  )
}

interface PeopleProps {
  kind: Exclude<Kind, 'sent'>
  words: string
  onShowAll: () => void
}

function People({ kind, words, onShowAll }: PeopleProps) {
  const { contacts: text, admin } = useText()
  const { open } = useRoomDialogs()
  const me = useMe()
  const home = me?.organizationId ?? 0
  const { people, failure, retry } = useReachable()
  const found = useMemo(() => find(people ?? [], kind, words, home), [people, kind, words, home])
  if (failure) {
    return (
      <EmptyState icon={UserSearch} title={text.failed} action={<Button onClick={retry}>{text.retry}</Button>}>
        <FailureNote failure={failure} />
      </EmptyState>
    )
  }
  if (people === null) return <WaitingRows />
  if (found.length > 0)
    return <ContactList key={kind} people={found} by={kind === 'home' ? 'department' : 'organization'} />
  if (words !== '') {
    return (
      <EmptyState
        icon={UserSearch}
        title={text.noMatch(words)}
        action={<Button onClick={onShowAll}>{text.showAll}</Button>}
      >
        {text.noMatchText}
      </EmptyState>
    )
  }
  const add = <Button onClick={() => open({ kind: 'addContact' })}>{text.add}</Button>
  const invites = kind !== 'outside' && me?.organizationRole === 'administrator'
  const ways = (
    <div className="row g2 ways">
      <ButtonLink variant="primary" href={paths.invite} icon={UserPlus}>
        {admin.inviteTitle}
      </ButtonLink>
      {add}
    </div>
  )
  return (
    <EmptyState icon={ContactRound} title={text.empty} action={invites ? ways : add}>
      {invites ? text.emptyInvite : text.emptyText}
    </EmptyState>
  )
}

function find(people: readonly Person[], kind: PeopleProps['kind'], words: string, home: number): Person[] {
  return people.filter((person) => {
    const isHome = person.organizationId === home
    if ((kind === 'home' && !isHome) || (kind === 'outside' && isHome)) return false
    return words === '' || matchPerson(person, words, home) > 0
  })
}
