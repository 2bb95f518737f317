import type { Message } from '@naniwa/contract'
import { Info, type LucideIcon, Pencil, UserMinus, UserPlus } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useMembers } from '../live/client.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { type Teller, tellerOf, useAdditions } from './additions.ts'
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
  const members = useMembers(message.roomId)
  const additions = useAdditions()
  const told = useMemo(() => {
    const name = (accountId: number) => text.messages.honorific(members.get(accountId)?.name ?? text.messages.someone)
    const found = tellerOf(additions, message, name, text)
    if (found) return found
    const event = systemEvent(message)
    return { teller: null, icon: icons[event.kind], sentence: sentenceOf(event, name, text) }
  }, [additions, message, members, text])
  if (!told.teller) {
    return (
      <Line message={message} icon={told.icon}>
        <Sentence>{told.sentence}</Sentence>
      </Line>
    )
  }
  return (
    <Line message={message} icon={told.teller.icon}>
      <Opening message={message} {...told} />
    </Line>
  )
}

function Line({ message, icon, children }: { message: Message; icon: LucideIcon; children: ReactNode }) {
  const format = useFormat()
  return (
    <p className="sys" data-message={message.id}>
      <Icon of={icon} size="sm" />
      <span>
        {children}
        <time dateTime={new Date(message.createdAt).toISOString()}>{format.time(message.createdAt)}</time>
      </span>
    </p>
  )
}

/** What is marked last leads to what the sentence tells of. */
function Opening({ message, teller, sentence }: { message: Message; teller: Teller; sentence: string }) {
  const open = teller.useOpen()
  return <Sentence onOpen={() => open(message)}>{sentence}</Sentence>
}

function Sentence({ children, onOpen }: { children: string; onOpen?: () => void }) {
  const parts = marked(children)
  const last = parts.length - (parts.length % 2 === 0 ? 1 : 2)
  return parts.map((part, index) => {
    if (index % 2 === 0) return part
    return onOpen && index === last ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence have no other name
      <button key={index} type="button" className="link" onClick={onOpen}>
        {part}
      </button>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence have no other name
      <b key={index}>{part}</b>
    )
  })
}
