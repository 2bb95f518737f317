import { api, type FoundPerson, type OutputOf } from '@naniwa/contract'
import { Check, Globe, Mail, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { useOpenDirect } from '../rooms/open-direct.ts'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Input } from '../ui/Input.tsx'
import { Tag } from '../ui/Label.tsx'
import type { Asked } from './AskForm.tsx'
import { useContactVerbs } from './contact-verbs.ts'
import { useContact, useRelation } from './use-contacts.ts'

type Found = OutputOf<typeof api.contacts.find>

/** How long to wait for the next letter; ms. */
const PAUSE = 250

export interface FindPeopleProps {
  onAsk: (asked: Asked) => void
}

/** Looks people up while one types: never in the middle of a conversion. */
export function FindPeople({ onAsk }: FindPeopleProps) {
  const { find: text } = useText().contacts
  const format = useFormat()
  const [words, setWords] = useState('')
  const [isConverting, setConverting] = useState(false)
  const { found, failure } = useFound(isConverting ? null : words.trim())
  const count = (found?.people.length ?? 0) + (found?.address ? 1 : 0)
  return (
    <>
      <Field label={text.label} hint={text.hint}>
        <Input
          type="search"
          icon={Search}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={254}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onCompositionStart={() => setConverting(true)}
          onCompositionEnd={() => setConverting(false)}
        />
      </Field>
      <FailureNote failure={failure} />
      <div role="status" className={found && count === 0 ? undefined : 'sr'}>
        {found && count > 0 && text.found(format.number(count))}
        {found && count === 0 && (
          <p className="desc">
            <b>{text.none}</b>
            <br />
            {text.noneText}
          </p>
        )}
      </div>
      {count > 0 && (
        <ul className="rows found" aria-label={text.results}>
          {found?.address && <Address email={found.address} onAsk={onAsk} />}
          {found?.people.map((person) => (
            <FoundRow key={person.accountId} person={person} onAsk={onAsk} />
          ))}
        </ul>
      )}
    </>
  )
}

/** @param words null: as they were. */
function useFound(words: string | null) {
  const client = useClient()
  const [found, setFound] = useState<Found | null>(null)
  const find = useAction(async ({ query, isCurrent }: { query: string; isCurrent: () => boolean }) => {
    const answer = await client.call(api.contacts.find, { query })
    if (isCurrent()) setFound(answer)
  })
  const { run, reset } = find
  useEffect(() => {
    if (words === null) return
    if (words === '') {
      setFound(null)
      return reset()
    }
    let current = true
    const timer = setTimeout(() => void run({ query: words, isCurrent: () => current }), PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [words, run, reset])
  return { found, failure: find.failure }
}

function Address({ email, onAsk }: { email: string; onAsk: (asked: Asked) => void }) {
  const { find: text } = useText().contacts
  return (
    <li>
      <span className="av letter" aria-hidden="true">
        <Icon of={Mail} />
      </span>
      <div className="tx">
        <b className="clip exact">{email}</b>
        <span>{text.addressText}</span>
      </div>
      <Button aria-label={text.askOf(email)} onClick={() => onAsk(email)}>
        {text.ask}
      </Button>
    </li>
  )
}

function FoundRow({ person, onAsk }: { person: FoundPerson; onAsk: (asked: Asked) => void }) {
  const { accountId, name, avatar, organizationName, department, title, standing } = person
  return (
    <li>
      <Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} size={32} />
      <div className="tx">
        <b className="row">
          <span className="clip">{name}</span>
          {standing !== 'colleague' && (
            <Tag tone="warn" icon={Globe}>
              {organizationName}
            </Tag>
          )}
        </b>
        <span className="clip">{[department, title].filter(Boolean).join(' · ')}</span>
      </div>
      <FoundActs person={person} onAsk={onAsk} />
    </li>
  )
}

function FoundActs({ person, onAsk }: { person: FoundPerson; onAsk: (asked: Asked) => void }) {
  const { contacts: text } = useText()
  const relation = useRelation(person)
  const contact = useContact(person.accountId)
  const openDirect = useOpenDirect()
  const { accept } = useContactVerbs()
  if (relation === 'colleague' || relation === 'contact') {
    return (
      <Button aria-label={text.messageTo(person.name)} onClick={() => void openDirect(person.accountId)}>
        {text.message}
      </Button>
    )
  }
  if (relation === 'outgoing') return <span className="quiet">{text.find.outgoing}</span>
  if (relation === 'incoming' && contact) {
    return (
      <Button icon={Check} aria-label={text.acceptOf(person.name)} onClick={() => void accept(contact)}>
        {text.accept}
      </Button>
    )
  }
  return (
    <Button aria-label={text.find.askOf(person.name)} onClick={() => onAsk(person)}>
      {text.find.ask}
    </Button>
  )
}
