import { ArrowUp, AtSign, Check, Plus } from 'lucide-react'
import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuLine } from '../../ui/Menu.tsx'
import { useAdditions } from '../additions.ts'
import { useDeskRoom } from '../desk.ts'
import { useSlots } from '../slots.ts'
import { type ComposerBarProps, EmojiButton, FormatItems, LengthNote, OutsideNote } from './ComposerBar.tsx'

export interface PhoneLineProps extends ComposerBarProps {
  heads: ReactNode
  children: ReactNode
}

/** The composer of a phone: one line that grows, with what it reaches below it, above the keyboard. */
export function PhoneLine({ heads, children, ...bar }: PhoneLineProps) {
  const { messages: text } = useText()
  const { AttachItems } = useSlots()
  const { beside } = useAdditions()
  const room = useDeskRoom()
  const [isNear, watch] = useNear()
  const label = bar.isEditing ? text.save : text.send
  return (
    <div className="phoneline" {...watch}>
      {heads}
      <div className="line">
        <Menu side="top" trigger={<IconButton icon={Plus} label={text.add} />}>
          {!bar.isEditing && (
            <>
              <AttachItems roomId={room.id} />
              {beside.map(({ name, Item }) => (
                <Item key={name} roomId={room.id} />
              ))}
              <MenuLine />
            </>
          )}
          <FormatItems box={bar.box} />
        </Menu>
        <div className="box">
          {children}
          <EmojiButton box={bar.box} />
        </div>
        {bar.canSend || room.type === 'my' ? (
          <button type="submit" className="go" aria-label={label} aria-disabled={!bar.canSend || undefined}>
            <Icon of={bar.isEditing ? Check : ArrowUp} />
          </button>
        ) : (
          <IconButton icon={AtSign} label={text.to} pressed={bar.isPicking} onClick={bar.onPickTo} />
        )}
      </div>
      {(isNear || bar.canSend) && (room.outsiders > 0 || bar.left !== null) && (
        <div className="row foot">
          <OutsideNote />
          <LengthNote left={bar.left} />
        </div>
      )}
    </div>
  )
}

/** A press on a button beside the text takes its focus away; nothing may move before the finger is up again. */
const LINGER = 400

/** Whether one is writing, or was a moment ago. */
function useNear() {
  const [isNear, setNear] = useState(false)
  const timer = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])
  function watched(event: FocusEvent, next: boolean): void {
    if (!(event.target instanceof HTMLTextAreaElement)) return
    clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setNear(next), next ? 0 : LINGER)
  }
  return [
    isNear,
    {
      onFocus: (event: FocusEvent) => watched(event, true),
      onBlur: (event: FocusEvent) => watched(event, false),
    },
  ] as const
}
