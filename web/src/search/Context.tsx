import type { Message } from '@naniwa/contract'
import { CornerDownLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useMe, usePeople, usePerson, useRoom } from '../live/client.ts'
import { useExcerpt } from '../messages/excerpt.ts'
import { MessageBody } from '../messages/MessageBody.tsx'
import { SoughtContext } from '../messages/notation.tsx'
import { peopleNamed } from '../messages/system.ts'
import { roomName } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Tag } from '../ui/Label.tsx'
import type { Spot } from './hits.ts'
import { OPERATORS } from './suggestions.tsx'
import { useAround } from './use-context.ts'

export interface ContextProps {
  spot: Spot | null
  /** Folded words to mark. */
  words: readonly string[]
  onOpen: () => void
}

/** Beside the list: what was said around the hit that is pointed at. */
export function Context({ spot, words, onOpen }: ContextProps) {
  const text = useText().search
  const around = useAround(spot)
  if (!spot) return <Help />
  return (
    <aside className="context" aria-label={text.context}>
      {around ? <Said around={around} words={words} /> : <div className="waits" />}
      <footer>
        <Button icon={CornerDownLeft} onClick={onOpen}>
          {spot.messageId === null ? text.openRoom : text.goThere}
        </Button>
      </footer>
    </aside>
  )
}

function Said({
  around: { spot, messages },
  words,
}: {
  around: NonNullable<ReturnType<typeof useAround>>
  words: readonly string[]
}) {
  const all = useText()
  const format = useFormat()
  const me = useMe()
  const room = useRoom(spot.roomId)
  const list = useRef<HTMLOListElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another place is shown
  useEffect(() => {
    const found = list.current?.querySelector('.found')
    if (found) found.scrollIntoView({ block: 'center' })
    else if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [messages])

  const found = messages?.find(({ id }) => id === spot.messageId) ?? messages?.at(-1)
  return (
    <>
      <header>
        {room && <RoomFace room={room} size={20} mark="none" />}
        <span className="clip">{room && roomName(room, me?.accountId ?? 0, all)}</span>
        {found && <span className="quiet end">{format.dayLine(found.createdAt)}</span>}
      </header>
      <SoughtContext value={words}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
        <ol className="scroll" ref={list} tabIndex={0} aria-label={all.search.context}>
          {messages === null && <li className="quiet none">{all.search.contextFailed}</li>}
          {messages?.map((message) => {
            const Drawn = message.kind === 'system' ? SystemLine : Line
            return <Drawn key={message.id} message={message} isFound={message.id === spot.messageId} />
          })}
        </ol>
      </SoughtContext>
    </>
  )
}

interface LineProps {
  message: Message
  isFound: boolean
}

function SystemLine({ message, isFound }: LineProps) {
  // Of rooms that were never opened here nobody is known yet.
  usePeople(peopleNamed(message), message.roomId)
  const excerpt = useExcerpt('words')
  return <li className={classes('sys', isFound && 'found')}>{excerpt(message)}</li>
}

function Line({ message, isFound }: LineProps) {
  const { messages: text } = useText()
  const format = useFormat()
  const me = useMe()
  const author = usePerson(message.accountId, message.roomId)
  const name = author?.name ?? text.someone
  return (
    <li className={classes('msg', isFound && 'found')} aria-current={isFound || undefined}>
      <Avatar id={message.accountId} name={name} image={author?.avatar && imageUrl(author.avatar)} size={28} />
      <div className="grow">
        <div className="who">
          <b className="clip">{name}</b>
          {author && author.organizationId !== me?.organizationId && <Tag tone="warn">{author.organizationName}</Tag>}
          <time dateTime={new Date(message.createdAt).toISOString()}>{format.time(message.createdAt)}</time>
        </div>
        {message.deleted ? (
          <p className="text gone">{text.deleted}</p>
        ) : (
          <MessageBody body={message.body} roomId={message.roomId} />
        )}
      </div>
    </li>
  )
}

/** Where nothing is pointed at that was said somewhere. */
function Help() {
  const text = useText().search
  return (
    <aside className="context" aria-label={text.help.title}>
      <header>{text.help.title}</header>
      <div className="help scroll">
        <p className="quiet">{text.help.text}</p>
        <dl>
          {OPERATORS.map((operator) => (
            <div key={operator}>
              <dt>
                <code>{text.operators[operator].example}</code>
              </dt>
              <dd>{text.operators[operator].text}</dd>
            </div>
          ))}
        </dl>
        <p className="quiet">{text.help.words.phrase}</p>
        <p className="quiet">{text.help.words.without}</p>
      </div>
    </aside>
  )
}
