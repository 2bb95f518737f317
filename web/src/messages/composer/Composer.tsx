import { can, type Message, type Person, type RoomType } from '@naniwa/contract'
import { Eye } from 'lucide-react'
import { type Ref, useImperativeHandle, useRef } from 'react'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useDesk } from '../desk.ts'
import { Writing } from './Writing.tsx'

export interface ComposerHandle {
  focus: () => void
  reply: (message: Message) => void
  edit: (message: Message) => void
  /** Addresses what is written to somebody, too. */
  to: (person: Person) => void
  /** Puts text, a quote for example, where the caret is. */
  insert: (words: string) => void
}

export interface ComposerProps {
  ref: Ref<ComposerHandle>
  /** The room's name, which names the box. */
  name: string
  onSent: () => void
}

export function Composer({ ref, name, onSent }: ComposerProps) {
  const { room } = useDesk()
  const writing = useRef<ComposerHandle>(null)
  useImperativeHandle(ref, () => ({
    focus: () => writing.current?.focus(),
    reply: (message) => writing.current?.reply(message),
    edit: (message) => writing.current?.edit(message),
    to: (person) => writing.current?.to(person),
    insert: (words) => writing.current?.insert(words),
  }))
  return can.post(room) ? <Writing ref={writing} name={name} onSent={onSent} /> : <ReadOnly type={room.type} />
}

function ReadOnly({ type }: { type: RoomType }) {
  const { messages: text } = useText()
  return (
    <div className="composer">
      <div className="under" />
      <p className="box closed" role="note">
        <Icon of={Eye} size="sm" />
        {type === 'direct' ? text.readonlyDirect : text.readonly}
      </p>
    </div>
  )
}
