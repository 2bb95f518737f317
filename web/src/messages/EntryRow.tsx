import type { ErrorCode, Member } from '@naniwa/contract'
import { CircleAlert, Clock, Copy, RotateCw } from 'lucide-react'
import { memo, useEffect, useState } from 'react'
import { useClient } from '../live/client.ts'
import type { OutboxEntry } from '../sync/outbox.ts'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import type { Text } from '../text/ja.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { useDesk } from './desk.ts'
import { MessageBody } from './MessageBody.tsx'
import { DayLine, Who } from './MessageRow.tsx'
import { useMessageVerbs } from './message-verbs.ts'
import { useSlots } from './slots.ts'

/** What goes quickly needs no word about it. */
const QUICK = 1_000

export interface EntryRowProps {
  entry: OutboxEntry
  author: Member | undefined
  startsDay: boolean
  isContinued: boolean
}

/** A message that is on its way, waits for a connection, or was refused. */
export const EntryRow = memo(function EntryRow({ entry, author, startsDay, isContinued }: EntryRowProps) {
  const { messages: text } = useText()
  const format = useFormat()
  const { me } = useDesk()
  const { Sending } = useSlots()
  const isSlow = useIsSlow(entry)
  const time = format.time(entry.createdAt)
  const look = classes('msg', isContinued && 'cont', entry.state === 'failed' ? 'failed' : isSlow && 'sending')
  return (
    <>
      {startsDay && <DayLine at={entry.createdAt} />}
      <article className={look} aria-label={text.messageOf(me.name, time)} data-message={entry.id} tabIndex={-1}>
        {isContinued ? (
          <span className="when">{time}</span>
        ) : (
          <Avatar id={me.accountId} name={me.name} image={me.avatar && imageUrl(me.avatar)} />
        )}
        <div className="grow">
          {!isContinued && <Who author={author ?? me} name={me.name} at={entry.createdAt} />}
          {entry.body !== '' && <MessageBody body={entry.body} roomId={entry.roomId} />}
          {entry.upload && <Sending upload={entry.upload} />}
          {entry.upload ? null : entry.state === 'failed' ? (
            <Failed entry={entry} />
          ) : (
            isSlow && <OnItsWay entry={entry} />
          )}
        </div>
      </article>
    </>
  )
})

function useIsSlow({ createdAt }: OutboxEntry): boolean {
  const [isSlow, setSlow] = useState(() => Date.now() - createdAt > QUICK)
  useEffect(() => {
    if (isSlow) return
    const timer = setTimeout(() => setSlow(true), Math.max(0, createdAt + QUICK - Date.now()))
    return () => clearTimeout(timer)
  }, [isSlow, createdAt])
  return isSlow
}

function OnItsWay({ entry }: { entry: OutboxEntry }) {
  const { messages: text } = useText()
  const client = useClient()
  return (
    <p className="state">
      <Icon of={Clock} size="xs" />
      {entry.state === 'waiting' ? text.waiting : text.sending}
      {entry.state === 'waiting' && (
        <Button size="sm" variant="ghost" onClick={() => client.outbox.discard(entry.roomId, entry.id)}>
          {text.discard}
        </Button>
      )}
    </p>
  )
}

function Failed({ entry }: { entry: OutboxEntry }) {
  const { messages: text } = useText()
  const client = useClient()
  const { copyBody } = useMessageVerbs()
  return (
    <div role="alert">
      <p className="state bad">
        <Icon of={CircleAlert} size="xs" />
        {text.failed(reason(text, entry.code))}
      </p>
      <p className="row wrap">
        <Button size="sm" icon={Copy} onClick={() => copyBody(entry)}>
          {text.copyText}
        </Button>
        <Button size="sm" icon={RotateCw} onClick={() => client.outbox.retry(entry.roomId, entry.id)}>
          {text.retry}
        </Button>
        <Button size="sm" variant="danger-ghost" onClick={() => client.outbox.discard(entry.roomId, entry.id)}>
          {text.discard}
        </Button>
      </p>
    </div>
  )
}

function reason({ reasons }: Text['messages'], code: ErrorCode | undefined): string {
  return code !== undefined && code in reasons ? reasons[code as keyof typeof reasons] : reasons.other
}
