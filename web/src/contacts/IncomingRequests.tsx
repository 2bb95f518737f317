import type { Contact } from '@naniwa/contract'
import { Check, Globe } from 'lucide-react'
import { useState } from 'react'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Count, Tag } from '../ui/Label.tsx'
import { useContactVerbs } from './contact-verbs.ts'
import { PersonPopover } from './PersonPopover.tsx'

export interface IncomingRequestsProps {
  requests: readonly Contact[]
}

/** Who has asked to become a contact, the newest first. */
export function IncomingRequests({ requests }: IncomingRequestsProps) {
  const { contacts: text } = useText()
  const format = useFormat()
  if (requests.length === 0) return null
  return (
    <section className="askings" aria-label={text.incoming}>
      <div className="row">
        <h2 className="label">{text.incoming}</h2>
        <Count value={requests.length} label={text.requestCount(format.count(requests.length))} />
      </div>
      <ul>
        {[...requests]
          .sort((a, b) => b.since - a.since)
          .map((request) => (
            <Asking key={request.requestId} request={request} />
          ))}
      </ul>
    </section>
  )
}

function Asking({ request }: { request: Contact }) {
  const { contacts: text } = useText()
  const format = useFormat()
  const { accept, decline } = useContactVerbs()
  const [isBusy, setBusy] = useState(false)
  const { accountId, name, avatar, organizationName, department, title, message, since } = request

  async function answer(work: (asking: Contact) => Promise<boolean>) {
    setBusy(true)
    await work(request)
    setBusy(false)
  }

  return (
    <li className="ask-card">
      <Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} size={40} />
      <div className="grow">
        <div className="row wrap">
          <PersonPopover
            person={request}
            trigger={
              <button type="button" className="named">
                <b className="clip">{name}</b>
              </button>
            }
          />
          <Tag tone="warn" icon={Globe}>
            {organizationName}
          </Tag>
          <span className="quiet">
            {[format.dateTime(since), [department, title].filter(Boolean).join(' ')].filter(Boolean).join(' · ')}
          </span>
        </div>
        <p className={message ? 'w' : 'w quiet'}>{message || text.noMessage}</p>
      </div>
      <span className="row answers">
        <Button aria-label={text.declineOf(name)} disabled={isBusy} onClick={() => void answer(decline)}>
          {text.decline}
        </Button>
        <Button icon={Check} aria-label={text.acceptOf(name)} busy={isBusy} onClick={() => void answer(accept)}>
          {text.accept}
        </Button>
      </span>
    </li>
  )
}
