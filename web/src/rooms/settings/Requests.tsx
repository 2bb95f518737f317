import { api, type JoinRequest } from '@naniwa/contract'
import { Globe } from 'lucide-react'
import { useState } from 'react'
import { useDo } from '../../live/action.ts'
import { useClient, useMe } from '../../live/client.ts'
import type { RoomView } from '../../sync/rooms.ts'
import { imageUrl } from '../../sync/upload.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Count, Tag } from '../../ui/Label.tsx'
import { useToast } from '../../ui/Toast.tsx'
import type { RoomLink } from '../room-link.ts'

export interface RequestsProps {
  room: RoomView
  link: RoomLink
}

/** Who came by the invitation link and waits to be let in. */
export function Requests({ room, link }: RequestsProps) {
  const text = useText().dialogs.members
  const format = useFormat()
  const { length } = link.requests
  if (length === 0) return null
  return (
    <section className="stack g3">
      <div className="row wrap">
        <h3 className="label">{text.requests}</h3>
        <Count value={length} label={text.requestCount(format.count(length))} />
        <span className="end quiet">{text.fromLink}</span>
      </div>
      <ul className="rows">
        {link.requests.map((request) => (
          <Request key={request.accountId} room={room} request={request} onDone={link.reload} />
        ))}
      </ul>
    </section>
  )
}

interface RequestProps {
  room: RoomView
  request: JoinRequest
  onDone: () => void
}

function Request({ room, request, onDone }: RequestProps) {
  const text = useText().dialogs.members
  const format = useFormat()
  const client = useClient()
  const attempt = useDo()
  const toast = useToast()
  const me = useMe()
  const [busy, setBusy] = useState<'accept' | 'decline' | null>(null)
  const { accountId, name, avatar, organizationId, organizationName, department, title, requestedAt } = request
  const facts = [department, title, format.dateTime(requestedAt)]

  async function answer(how: 'accept' | 'decline') {
    setBusy(how)
    const accept = how === 'accept'
    const isDone = await attempt(client.call(api.links.answer, { roomId: room.id, accountId, accept }))
    setBusy(null)
    if (isDone) toast({ text: accept ? text.accepted(name) : text.declined(name) })
    onDone()
  }

  return (
    <li>
      <Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} size={32} />
      <div className="tx">
        <b className="row">
          <span className="clip">{name}</span>
          {organizationId !== me?.organizationId && (
            <Tag tone="warn" icon={Globe}>
              {organizationName}
            </Tag>
          )}
        </b>
        <span className="clip">{facts.filter(Boolean).join(' · ')}</span>
      </div>
      <span className="row ends">
        <Button
          size="sm"
          aria-label={text.declineOf(name)}
          busy={busy === 'decline'}
          disabled={busy === 'accept'}
          onClick={() => void answer('decline')}
        >
          {text.decline}
        </Button>
        <Button
          size="sm"
          aria-label={text.acceptOf(name)}
          busy={busy === 'accept'}
          disabled={busy === 'decline'}
          onClick={() => void answer('accept')}
        >
          {text.accept}
        </Button>
      </span>
    </li>
  )
}
