import { api, type OutputOf, type Person, Refusal } from '@naniwa/contract'
import { AtSign, Ban, Check, Globe, MessageCircle, Pencil, UserPlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { paths } from '../frame/paths.ts'
import { useClient, useRoom } from '../live/client.ts'
import { useRoomDialogs } from '../rooms/dialogs.ts'
import { useOpenDirect } from '../rooms/open-direct.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Tag } from '../ui/Label.tsx'
import { useContactVerbs } from './contact-verbs.ts'
import { PersonMenu } from './PersonMenu.tsx'
import { useContact, useRelation } from './use-contacts.ts'

type Card = OutputOf<typeof api.accounts.person>

/** Rooms named on a card. */
const ROOMS = 3

export interface PersonCardProps {
  /** What is known already; the rest is read. */
  person: Person
  onClose?: () => void
  onTo?: () => void
  /** In the direct chat with them itself. */
  here?: 'direct'
}

/** Who somebody is, and what can be done with them from here. */
export function PersonCard(props: PersonCardProps) {
  const { person, onClose, here } = props
  const { contacts: text } = useText()
  const card = useCard(person.accountId)
  const relation = useRelation(person)
  const { name, reading, organizationName } = card ?? person
  const avatar = (card ?? person).avatar
  return (
    <>
      <div className="top">
        <Avatar id={person.accountId} name={name} image={avatar && imageUrl(avatar)} size={64} />
        <div className="grow">
          <h2 className="clip">{name}</h2>
          {reading && <p className="quiet clip">{reading}</p>}
          {relation === 'me' || relation === 'colleague' ? (
            <p className="quiet clip">{organizationName}</p>
          ) : (
            <Tag tone="warn" icon={Globe}>
              {organizationName}
            </Tag>
          )}
        </div>
        {here === 'direct' && <PersonMenu person={person} label={text.card.more} />}
      </div>
      <Details card={card} person={person} />
      {card && card.roomIds.length > 0 && relation !== 'me' && <SharedRooms roomIds={card.roomIds} onGo={onClose} />}
      <Acts {...props} />
    </>
  )
}

/** Null until it has been read, and where it is not for the reader. */
function useCard(accountId: number): Card | null {
  const client = useClient()
  const [card, setCard] = useState<Card | null>(null)
  useEffect(() => {
    let isCurrent = true
    client.call(api.accounts.person, { accountId }).then(
      (read) => isCurrent && setCard(read),
      // What is known already is shown; there is nothing more to see of a stranger, nor without a network.
      (error: unknown) => error instanceof Refusal || console.warn(error),
    )
    return () => {
      isCurrent = false
    }
  }, [client, accountId])
  return card
}

function Details({ card, person }: { card: Card | null; person: Person }) {
  const { card: text } = useText().contacts
  const { department, title } = card ?? person
  const facts: [string, React.ReactNode][] = [
    [text.department, department],
    [text.title, title],
    [text.mail, card?.mail && <Link href={`mailto:${card.mail}`}>{card.mail}</Link>],
    [text.phone, card?.telOrganization && <Phone of={card.telOrganization} />],
    [text.extension, card?.telExtension && <span className="num">{card.telExtension}</span>],
    [text.mobile, card?.telMobile && <Phone of={card.telMobile} />],
    [text.id, card?.chatworkId && <span className="exact clip">{card.chatworkId}</span>],
    [text.url, card?.url && <Link href={card.url}>{card.url}</Link>],
    [text.about, card?.introduction && <span className="about">{card.introduction}</span>],
  ]
  const known = facts.filter(([, fact]) => Boolean(fact))
  if (known.length === 0) return null
  return (
    <dl className="facts scroll">
      {known.map(([label, fact]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  )
}

function Link({ href, children }: { href: string; children: string }) {
  return (
    <a className="link clip" href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}

function Phone({ of }: { of: string }) {
  return (
    <a className="link num" href={`tel:${of.replace(/[^\d+]/g, '')}`}>
      {of}
    </a>
  )
}

function SharedRooms({ roomIds, onGo }: { roomIds: readonly number[]; onGo?: () => void }) {
  const { card: text } = useText().contacts
  const format = useFormat()
  return (
    <div className="shared">
      <span className="quiet">{text.sameRooms(format.number(roomIds.length))}</span>
      {roomIds.slice(0, ROOMS).map((roomId) => (
        <SharedRoom key={roomId} roomId={roomId} onGo={onGo} />
      ))}
      {roomIds.length > ROOMS && <span className="quiet">{text.moreRooms(format.number(roomIds.length - ROOMS))}</span>}
    </div>
  )
}

function SharedRoom({ roomId, onGo }: { roomId: number; onGo?: () => void }) {
  const room = useRoom(roomId)
  if (!room) return null
  return (
    <a className="where" href={paths.room(roomId)} onClick={onGo}>
      <RoomFace room={room} size={18} mark="none" />
      <span className="clip">{room.name}</span>
    </a>
  )
}

function Acts({ person, onClose, onTo, here }: PersonCardProps) {
  const { contacts: text } = useText()
  const relation = useRelation(person)
  const canWrite = relation === 'colleague' || relation === 'contact'
  const openDirect = useOpenDirect()

  async function write() {
    if (await openDirect(person.accountId)) onClose?.()
  }

  function address() {
    onTo?.()
    onClose?.()
  }

  if (here === 'direct' && canWrite) return null
  if (relation === 'me') {
    return (
      <div className="acts">
        <ButtonLink className="grow" icon={Pencil} href={paths.settings('profile')} onClick={onClose}>
          {text.card.edit}
        </ButtonLink>
      </div>
    )
  }
  return (
    <div className="acts">
      {canWrite && (
        <Button className="grow" icon={MessageCircle} onClick={() => void write()}>
          {text.message}
        </Button>
      )}
      {!canWrite && <Standing person={person} onClose={onClose} />}
      {onTo && (
        <Button className="grow" icon={AtSign} onClick={address}>
          {text.card.to}
        </Button>
      )}
      {here !== 'direct' && <PersonMenu person={person} label={text.card.more} onAsk={onClose} />}
    </div>
  )
}

/** What can be done about becoming contacts. */
function Standing({ person, onClose }: PersonCardProps) {
  const { contacts: text } = useText()
  const relation = useRelation(person)
  const contact = useContact(person.accountId)
  const dialogs = useRoomDialogs()
  const { accept, decline, takeBack, unblock } = useContactVerbs()

  function request() {
    onClose?.()
    dialogs.open({ kind: 'askContact', person })
  }

  if (relation === 'incoming' && contact) {
    return (
      <>
        <Button className="grow" onClick={() => void decline(contact)}>
          {text.decline}
        </Button>
        <Button className="grow" icon={Check} onClick={() => void accept(contact)}>
          {text.accept}
        </Button>
      </>
    )
  }
  if (relation === 'outgoing' && contact) {
    return (
      <>
        <span className="quiet grow">{text.card.asked}</span>
        <Button onClick={() => void takeBack(contact)}>{text.takeBack}</Button>
      </>
    )
  }
  if (relation === 'blocked') {
    return (
      <Button className="grow" icon={Ban} onClick={() => void unblock(person)}>
        {text.card.unblock}
      </Button>
    )
  }
  return (
    <Button className="grow" icon={UserPlus} onClick={request}>
      {text.card.add}
    </Button>
  )
}
