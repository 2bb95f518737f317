import { ArrowUp, AtSign, Check, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useDeskRoom } from '../desk.ts'
import { type ComposerBarProps, EmojiButton, FormatItems, LengthNote, OutsideNote } from './ComposerBar.tsx'

export interface PhoneLineProps extends ComposerBarProps {
  heads: ReactNode
  children: ReactNode
}

/** The composer of a phone: one line that grows, with what it reaches below it, above the keyboard. */
export function PhoneLine({ heads, children, ...bar }: PhoneLineProps) {
  const { messages: text } = useText()
  const room = useDeskRoom()
  const [isNear, setNear] = useState(false)
  const label = bar.isEditing ? text.save : text.send
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices whether something inside has focus
    <div className="phoneline" onFocus={() => setNear(true)} onBlur={() => setNear(false)}>
      {heads}
      <div className="line">
        <Menu side="top" trigger={<IconButton icon={Plus} label={text.format} />}>
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
