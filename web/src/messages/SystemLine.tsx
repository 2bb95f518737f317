import type { Message } from '@naniwa/contract'
import { Info, type LucideIcon, Pencil, UserMinus, UserPlus } from 'lucide-react'
import { useMemo } from 'react'
import { useMembers } from '../live/client.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { marked } from './marked.ts'
import { type SystemEvent, sentenceOf, systemEvent } from './system.ts'

const icons: Record<SystemEvent['kind'], LucideIcon> = {
  created: Info,
  added: UserPlus,
  joined: UserPlus,
  removed: UserMinus,
  left: UserMinus,
  renamed: Pencil,
  described: Pencil,
  iconChanged: Pencil,
  edited: Pencil,
}

/** What happened in the room, in one quiet sentence. */
export function SystemLine({ message }: { message: Message }) {
  const text = useText()
  const format = useFormat()
  const members = useMembers(message.roomId)
  const event = useMemo(() => systemEvent(message), [message])
  const name = (accountId: number) => text.messages.honorific(members.get(accountId)?.name ?? text.messages.someone)
  return (
    <p className="sys" data-message={message.id}>
      <Icon of={icons[event.kind]} size="sm" />
      <span>
        {marked(sentenceOf(event, name, text)).map((part, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence have no other name
          index % 2 === 1 ? <b key={index}>{part}</b> : part,
        )}
        <time dateTime={new Date(message.createdAt).toISOString()}>{format.time(message.createdAt)}</time>
      </span>
    </p>
  )
}
