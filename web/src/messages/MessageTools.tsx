import { can, type Message } from '@naniwa/contract'
import {
  Bookmark,
  BookmarkX,
  Copy,
  Ellipsis,
  Forward,
  Link,
  MailOpen,
  Pencil,
  Reply,
  SmilePlus,
  TextQuote,
  Trash2,
  User,
} from 'lucide-react'
import { usePerson } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx'
import { Popover } from '../ui/Popover.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { useDesk } from './desk.ts'
import { EmojiPickerLater } from './EmojiPickerLater.tsx'
import { setPanel } from './hot.ts'
import { useIsBookmarked, useMessageVerbs } from './message-verbs.ts'

export interface MessageToolsProps {
  message: Message
  panel: 'none' | 'menu' | 'reactions'
}

const quick = ['👌', '🙏']

/** What can be done with a message: the frequent at hand, the rest in a menu. */
export function MessageTools({ message, panel }: MessageToolsProps) {
  const { messages: text } = useText()
  const { room, reply, quote, deeds } = useDesk()
  return (
    <div className="tools float" role="toolbar" aria-label={text.tools}>
      {can.react(room) && (
        <>
          {quick.map((emoji) => (
            <QuickReaction key={emoji} message={message} emoji={emoji} />
          ))}
          <ReactionPicker message={message} isOpen={panel === 'reactions'} />
          <span className="sep" />
        </>
      )}
      {can.post(room) && (
        <>
          <IconButton icon={Reply} iconSize="sm" label={text.reply} keys="R" onClick={() => reply(message)} />
          <IconButton icon={TextQuote} iconSize="sm" label={text.quote} keys="Q" onClick={() => quote(message)} />
          {deeds.map(({ icon, label, key, run }) => (
            <IconButton key={key} icon={icon} iconSize="sm" label={label} keys={key} onClick={() => run(message)} />
          ))}
        </>
      )}
      <Menu
        align="end"
        open={panel === 'menu'}
        onOpenChange={(isOpen) => setPanel(message.id, isOpen ? 'menu' : 'none')}
        trigger={<IconButton icon={Ellipsis} iconSize="sm" label={text.more} />}
      >
        <MenuItems message={message} />
      </Menu>
    </div>
  )
}

function QuickReaction({ message, emoji }: { message: Message; emoji: string }) {
  const { messages: text } = useText()
  const { me } = useDesk()
  const { react } = useMessageVerbs()
  const isOn = message.reactions.some((one) => one.emoji === emoji && one.accountIds.includes(me.accountId))
  const name = text.reactionNames[emoji] ?? emoji
  return (
    <Tooltip text={name}>
      <button
        type="button"
        className="ib"
        aria-label={name}
        aria-pressed={isOn}
        onClick={() => react(message, emoji, !isOn)}
      >
        <span className="e">{emoji}</span>
      </button>
    </Tooltip>
  )
}

function ReactionPicker({ message, isOpen }: { message: Message; isOpen: boolean }) {
  const { messages: text } = useText()
  const { react } = useMessageVerbs()
  return (
    <Popover
      label={text.addReaction}
      align="end"
      body="fill"
      className="picker"
      open={isOpen}
      onOpenChange={(open) => setPanel(message.id, open ? 'reactions' : 'none')}
      trigger={<IconButton icon={SmilePlus} iconSize="sm" label={text.react} keys="+" />}
    >
      <EmojiPickerLater
        verb={text.put}
        onPick={(emoji) => {
          setPanel(message.id, 'none')
          react(message, emoji, true)
        }}
      />
    </Popover>
  )
}

function MenuItems({ message }: { message: Message }) {
  const { messages: text } = useText()
  const { me, room, reply, quote, edit, forward, askDelete, showPerson, deeds } = useDesk()
  const { setBookmark, markUnread, copyLink, copyBody } = useMessageVerbs()
  const isBookmarked = useIsBookmarked(message)
  const author = usePerson(message.accountId, message.roomId)
  const { contacts } = useText()

  function showAuthor() {
    const row = document.querySelector<HTMLElement>(`[data-message="${message.id}"]`)
    if (author && row) showPerson(author, row.querySelector<HTMLElement>('.named') ?? row)
  }

  return (
    <>
      {can.post(room) && (
        <>
          <MenuItem icon={Reply} keys="R" onSelect={() => reply(message)}>
            {text.reply}
          </MenuItem>
          <MenuItem icon={TextQuote} keys="Q" onSelect={() => quote(message)}>
            {text.quote}
          </MenuItem>
          {deeds.map(({ icon, label, key, run }) => (
            <MenuItem key={key} icon={icon} keys={key} onSelect={() => run(message)}>
              {label}
            </MenuItem>
          ))}
        </>
      )}
      {can.edit(room, message, me.accountId) && (
        <MenuItem icon={Pencil} keys="E" onSelect={() => edit(message)}>
          {text.edit}
        </MenuItem>
      )}
      <MenuItem icon={isBookmarked ? BookmarkX : Bookmark} onSelect={() => setBookmark(message, !isBookmarked)}>
        {isBookmarked ? text.unbookmark : text.bookmark}
      </MenuItem>
      <MenuItem icon={Forward} onSelect={() => forward(message)}>
        {text.forward}
      </MenuItem>
      <MenuItem icon={MailOpen} keys="U" onSelect={() => markUnread(message)}>
        {text.unreadFromHere}
      </MenuItem>
      {author && (
        <MenuItem icon={User} onSelect={showAuthor}>
          {contacts.profileOf(author.name)}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem icon={Link} onSelect={() => copyLink(message)}>
        {text.copyLink}
      </MenuItem>
      <MenuItem icon={Copy} onSelect={() => copyBody(message)}>
        {text.copyText}
      </MenuItem>
      {can.delete(room, message, me.accountId) && (
        <>
          <MenuLine />
          <MenuItem icon={Trash2} tone="danger" onSelect={() => askDelete(message)}>
            {text.delete}
          </MenuItem>
        </>
      )}
    </>
  )
}
