import { addresses, can, type Member, type Message, type Person } from '@naniwa/contract'
import { memo, type ReactNode, useContext } from 'react'
import { useTopic } from '../live/client.ts'
import type { UnreadLine } from '../sync/reader.ts'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { classes } from '../ui/classes.ts'
import { Tag } from '../ui/Label.tsx'
import { useAdditions } from './additions.ts'
import { useDesk } from './desk.ts'
import { cool, heat, useHot } from './hot.ts'
import { Edited, MessageBody } from './MessageBody.tsx'
import { MessageTools } from './MessageTools.tsx'
import { FoundWordsContext, SoughtContext } from './notation.tsx'
import { PreviewCards } from './PreviewCards.tsx'
import { Reactions } from './Reactions.tsx'
import { SystemLine } from './SystemLine.tsx'

export interface MessageRowProps {
  message: Message
  author: Member | undefined
  startsDay: boolean
  unread: UnreadLine | null
  isContinued: boolean
  /** One was led here. */
  isFound: boolean
}

/** One message, and the lines that go before it. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, startsDay, unread } = props
  return (
    <>
      {startsDay && <DayLine at={message.createdAt} />}
      {unread && <NewLine line={unread} />}
      {message.kind === 'system' ? <SystemLine message={message} /> : <Said {...props} />}
    </>
  )
})

export function DayLine({ at }: { at: number }) {
  const format = useFormat()
  return <p className="day">{format.dayLine(at)}</p>
}

function NewLine({ line }: { line: UnreadLine }) {
  const { messages: text } = useText()
  const format = useFormat()
  return (
    <p className="new" id="new">
      {text.unreadLine(format.number(line.count))}
    </p>
  )
}

const NONE: readonly string[] = []

function Said({ message, author, isContinued, isFound }: MessageRowProps) {
  const { messages: text } = useText()
  const format = useFormat()
  const { me, room } = useDesk()
  const body = useTopic(`timeline:${message.roomId}`, (client) => client.edits.body(message))
  const sought = useContext(FoundWordsContext)
  const name = author?.name ?? text.someone
  const time = format.time(message.createdAt)
  const isForMe = addresses(message, me.accountId)
  const look = classes('msg', isContinued && 'cont', isForMe && 'to-me', isFound && 'found')
  return (
    <Frame id={message.id} look={look} label={text.messageOf(name, time)} tools={!message.deleted && can.read(room)}>
      <Margin message={message} author={author} isContinued={isContinued} name={name} time={time} />
      <div className="grow">
        {!isContinued && <Who author={author} name={name} at={message.createdAt} />}
        {message.deleted ? (
          <p className="text gone">{text.deleted}</p>
        ) : (
          <>
            <SoughtContext value={(isFound && sought) || NONE}>
              <MessageBody
                body={body}
                roomId={message.roomId}
                tail={message.editedAt === null ? null : <Edited at={message.editedAt} />}
              />
            </SoughtContext>
            <PreviewCards message={message} />
            <Below message={message} />
            <Reactions message={message} />
          </>
        )}
      </div>
      <ToolsOf message={message} />
    </Frame>
  )
}

interface FrameProps {
  id: string
  look: string
  label: string
  tools: boolean
  children: ReactNode
}

function Frame({ id, look, label, tools, children }: FrameProps) {
  const hot = useHot(id)
  const heatByMouse = ({ pointerType }: React.PointerEvent) => pointerType === 'mouse' && heat(id)
  const on = tools
    ? {
        onPointerEnter: heatByMouse,
        // It may have been there already when another one let go, or before this took the place of what waited to be sent.
        onPointerMove: heatByMouse,
        onPointerLeave: (event: React.PointerEvent) => event.pointerType === 'mouse' && cool(id),
        onFocus: () => heat(id),
        onBlur: (event: React.FocusEvent) => {
          if (!event.currentTarget.contains(event.relatedTarget)) cool(id)
        },
        onClick: () => heat(id),
      }
    : {}
  return (
    <article
      className={look}
      aria-label={label}
      data-message={id}
      data-active={hot !== null || undefined}
      tabIndex={-1}
      {...on}
    >
      {children}
    </article>
  )
}

function Below({ message }: { message: Message }) {
  const { below } = useAdditions()
  // biome-ignore lint/suspicious/noArrayIndexKey: they never change
  return below.map((Part, index) => <Part key={index} message={message} />)
}

function ToolsOf({ message }: { message: Message }) {
  const panel = useHot(message.id)
  return panel === null || message.deleted ? null : <MessageTools message={message} panel={panel} />
}

interface MarginProps {
  message: Message
  author: Member | undefined
  isContinued: boolean
  name: string
  time: string
}

function Margin({ message, author, isContinued, name, time }: MarginProps) {
  const { showPerson } = useDesk()
  if (isContinued) {
    return (
      <span className="when">
        <time dateTime={new Date(message.createdAt).toISOString()}>{time}</time>
      </span>
    )
  }
  const face = <Avatar id={message.accountId} name={name} image={author?.avatar && imageUrl(author.avatar)} />
  if (!author) return face
  // For a pointer: keys find the same behind the name in the message's menu.
  return (
    <button
      type="button"
      className="face"
      tabIndex={-1}
      aria-hidden="true"
      onClick={(event) => showPerson(author, event.currentTarget)}
    >
      {face}
    </button>
  )
}

export interface WhoProps {
  author: Person | undefined
  name: string
  at: number
}

/** Name, where they belong, when. */
export function Who({ author, name, at }: WhoProps) {
  const format = useFormat()
  const { me, showPerson } = useDesk()
  const isOutside = author !== undefined && author.organizationId !== me.organizationId
  return (
    <div className="who">
      {author ? (
        <button
          type="button"
          className="named clip"
          tabIndex={-1}
          onClick={(event) => showPerson(author, event.currentTarget)}
        >
          <b>{name}</b>
        </button>
      ) : (
        <b className="clip">{name}</b>
      )}
      {isOutside && <Tag tone="warn">{author.organizationName}</Tag>}
      {!isOutside && author?.department && <span className="org clip">{author.department}</span>}
      <time dateTime={new Date(at).toISOString()}>{format.time(at)}</time>
    </div>
  )
}
