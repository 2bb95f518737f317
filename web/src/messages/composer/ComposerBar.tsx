import { api } from '@naniwa/contract'
import { AtSign, ChevronDown, Globe, Minus, Smile, SquareCode, SquareDashedText, TextQuote, Type } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { useDo } from '../../live/action.ts'
import { useClient } from '../../live/client.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Tag } from '../../ui/Label.tsx'
import { Menu, MenuChoice, MenuItem } from '../../ui/Menu.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { useAdditions } from '../additions.ts'
import { useDesk, useDeskRoom } from '../desk.ts'
import { EmojiPickerLater } from '../EmojiPickerLater.tsx'
import { noteEmoji } from '../recent-emoji.ts'
import { useSlots } from '../slots.ts'
import { insertText, wrapSelection } from './insert.ts'

export interface ComposerBarProps {
  box: RefObject<HTMLTextAreaElement | null>
  isPicking: boolean
  onPickTo: () => void
  /** Characters left, once they run short; negative when there are too many. */
  left: number | null
  canSend: boolean
  /** A message is being edited. */
  isEditing: boolean
}

export function ComposerBar({ box, isPicking, onPickTo, left, canSend, isEditing }: ComposerBarProps) {
  const { messages: text } = useText()
  const { room } = useDesk()
  const { AttachButton } = useSlots()
  const { beside } = useAdditions()
  return (
    <div className="bar2">
      {!isEditing && <AttachButton roomId={room.id} />}
      {room.type !== 'my' && (
        <IconButton icon={AtSign} label={text.to} keys="@" pressed={isPicking} onClick={onPickTo} />
      )}
      <EmojiButton box={box} />
      <FormatMenu box={box} />
      {!isEditing && beside.map(({ name, Button: Begin }) => <Begin key={name} roomId={room.id} />)}
      <span className="hintline">
        <LengthNote left={left} />
        <OutsideNote />
        {!isEditing && <SendKey />}
      </span>
      {isEditing ? (
        <Button type="submit" variant="primary" disabled={!canSend}>
          {text.save}
        </Button>
      ) : (
        <SendButton canSend={canSend} />
      )}
    </div>
  )
}

export function LengthNote({ left }: { left: number | null }) {
  const { messages: text } = useText()
  const format = useFormat()
  if (left === null) return null
  return (
    <span className={left < 0 ? 'danger num' : 'num'} role="status">
      {left < 0 ? text.over(format.number(-left)) : text.left(format.number(left))}
    </span>
  )
}

export function OutsideNote() {
  const { messages: text } = useText()
  const format = useFormat()
  const room = useDeskRoom()
  if (room.outsiders === 0) return null
  return (
    <Tag tone="warn" icon={Globe}>
      {text.reaches(format.number(room.outsiders))}
    </Tag>
  )
}

function SendKey() {
  const { me } = useDesk()
  return <Kbd keys={me.settings.enterKey === 'send' ? 'Enter' : 'Mod+Enter'} />
}

function SendButton({ canSend }: { canSend: boolean }) {
  const { messages: text } = useText()
  const { me } = useDesk()
  const client = useClient()
  const attempt = useDo()
  return (
    <span className="send">
      <button type="submit" aria-disabled={!canSend || undefined}>
        {text.send}
      </button>
      <Menu
        side="top"
        align="end"
        trigger={
          <button type="button" aria-label={text.sendOptions}>
            <Icon of={ChevronDown} size="xs" />
          </button>
        }
      >
        <MenuChoice
          value={me.settings.enterKey}
          onValue={(enterKey) => void attempt(client.call(api.accounts.updateSettings, { enterKey }))}
          options={[
            { value: 'break', text: text.enterBreaks },
            { value: 'send', text: text.enterSends },
          ]}
        />
      </Menu>
    </span>
  )
}

export function EmojiButton({ box }: Pick<ComposerBarProps, 'box'>) {
  const { messages: text } = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover
      label={text.emoji}
      side="top"
      body="fill"
      className="picker"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton icon={Smile} label={text.emoji} />}
    >
      <EmojiPickerLater
        verb={text.insert}
        onPick={(emoji) => {
          noteEmoji(emoji)
          setOpen(false)
          // The popover gives focus back first.
          requestAnimationFrame(() => box.current && insertText(box.current, emoji))
        }}
      />
    </Popover>
  )
}

function FormatMenu({ box }: Pick<ComposerBarProps, 'box'>) {
  const { messages: text } = useText()
  return (
    <Menu side="top" trigger={<IconButton icon={Type} label={text.format} />}>
      <FormatItems box={box} />
    </Menu>
  )
}

/** Boxes, code, quotes and lines, put around what is selected. */
export function FormatItems({ box }: Pick<ComposerBarProps, 'box'>) {
  const { messages: text } = useText()
  const wrap = (open: string, close: string) => () => {
    // The menu gives focus back first.
    requestAnimationFrame(() => box.current && wrapSelection(box.current, open, close))
  }
  return (
    <>
      <MenuItem icon={SquareDashedText} onSelect={wrap(`[info][title]${text.infoTitle}[/title]`, '[/info]')}>
        {text.info}
      </MenuItem>
      <MenuItem icon={SquareCode} onSelect={wrap('[code]', '[/code]')}>
        {text.code}
      </MenuItem>
      <MenuItem icon={TextQuote} onSelect={wrap('[qt]', '[/qt]')}>
        {text.quoteBlock}
      </MenuItem>
      <MenuItem icon={Minus} onSelect={wrap('[hr]', '')}>
        {text.rule}
      </MenuItem>
    </>
  )
}
