import type { CodeNode, DownloadNode, InfoNode, MessageLinkNode, Node, QuoteNode, TaskNode } from '@naniwa/contract'
import { Check, Circle, CircleCheckBig, Copy, Info, MessageSquare } from 'lucide-react'
import { useContext } from 'react'
import { paths } from '../frame/paths.ts'
import { useLookup, useMe, usePerson, useRoom } from '../live/client.ts'
import { roomName } from '../rooms/names.ts'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { copyText } from '../ui/copy.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useExcerpt } from './excerpt.ts'
import { fileIn } from './file-node.ts'
import { FilesContext, Flow, PlaceContext, QuotedContext, Words } from './notation.tsx'
import { useSlots } from './slots.ts'

/** What stands by itself in a text. */
export function Block({ node }: { node: Node }) {
  switch (node.type) {
    case 'quote':
      return <Quote node={node} />
    case 'info':
      return <InfoBox node={node} />
    case 'code':
      return <Code node={node} />
    case 'task':
      return <Task node={node} />
    case 'messageLink':
      return <MessageCard node={node} />
    case 'hr':
      return <hr className="rule" />
    case 'download':
      return <FileMark node={node} hasPreview={false} />
    default:
      return null
  }
}

function Quote({ node }: { node: QuoteNode }) {
  const { messages: text } = useText()
  const format = useFormat()
  const roomId = useContext(PlaceContext)
  const from = useContext(FilesContext)
  const person = usePerson(node.accountId ?? 0, roomId)
  const name = person?.name ?? text.someone
  const time = node.time === undefined ? '' : format.dateTime(node.time * 1_000)
  const said = time ? text.quoteFrom(name, time) : text.honorific(name)
  return (
    <blockquote className="quote">
      {node.accountId !== undefined && (
        <div className="src">
          <Avatar id={node.accountId} name={name} image={person?.avatar && imageUrl(person.avatar)} size={16} />
          {node.source ? (
            <a href={paths.room(node.source.roomId, node.source.messageId)}>{said}</a>
          ) : (
            <span>{said}</span>
          )}
        </div>
      )}
      <QuotedContext value={true}>
        <FilesContext value={node.source?.roomId ?? from}>
          <Flow nodes={node.children} />
        </FilesContext>
      </QuotedContext>
    </blockquote>
  )
}

/** A file stands in the room its text was first said in: who is not in that room only sees its name. */
function FileMark({ node, hasPreview }: { node: DownloadNode; hasPreview: boolean }) {
  const { File } = useSlots()
  const place = useContext(PlaceContext)
  const roomId = useContext(FilesContext) ?? place
  if (roomId === undefined) return <p className="text">{node.label}</p>
  return <File roomId={roomId} fileId={node.fileId} label={node.label} hasPreview={hasPreview} />
}

function InfoBox({ node }: { node: InfoNode }) {
  const file = fileIn(node)
  if (file) return <FileMark node={file.node} hasPreview={file.hasPreview} />
  return (
    <section className="info">
      {node.title && (
        <p className="ttl">
          <Icon of={Info} size="sm" />
          <span>
            <Words nodes={node.title} />
          </span>
        </p>
      )}
      <div>
        <Flow nodes={node.children} />
      </div>
    </section>
  )
}

function Code({ node }: { node: CodeNode }) {
  const { messages: text, ui } = useText()
  const toast = useToast()
  async function copy() {
    const isCopied = await copyText(node.text)
    toast(isCopied ? { text: ui.copied, icon: Check } : { text: ui.copyFailed })
  }
  return (
    <figure className="code">
      <header>
        <span>{text.codeTitle}</span>
        <IconButton icon={Copy} size="xs" className="end" label={ui.copy} onClick={copy} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys */}
      <pre tabIndex={0}>{codeLines(node.text)}</pre>
    </figure>
  )
}

/** A difference shows what goes and what comes; any other code is left as it is. */
function codeLines(code: string) {
  const lines = code.replace(/\r?\n$/, '').split('\n')
  const isDiff = lines.some((line) => /^-[^-]/.test(line)) && lines.some((line) => /^\+[^+]/.test(line))
  if (!isDiff) return lines.join('\n')
  return lines.map((line, index) => {
    const kind = /^-(?!--)/.test(line) ? 'del' : /^\+(?!\+\+)/.test(line) ? 'add' : 'same'
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
      <span key={index} className={kind}>
        {line}
      </span>
    )
  })
}

function Task({ node }: { node: TaskNode }) {
  const { messages: text } = useText()
  const format = useFormat()
  const roomId = useContext(PlaceContext)
  const person = usePerson(node.accountId, roomId)
  const isDone = node.status === 'done'
  const limit = node.limit * 1_000
  return (
    <div className="card task">
      <Icon of={isDone ? CircleCheckBig : Circle} label={isDone ? text.taskDone : text.taskOpen} />
      <div className="grow">
        <Flow nodes={node.children} />
        <div className="m">
          <span>{person?.name ?? text.someone}</span>
          {node.limitType !== 'none' && (
            <span className="due">{node.limitType === 'time' ? format.dateTime(limit) : format.weekday(limit)}</span>
          )}
        </div>
      </div>
    </div>
  )
}

/** A link to a message: where it is, who said it and how it begins. */
function MessageCard({ node }: { node: MessageLinkNode }) {
  const text = useText()
  const me = useMe()
  const room = useRoom(node.roomId)
  const message = useLookup(node.roomId, node.messageId)
  const author = usePerson(message?.accountId ?? 0, node.roomId)
  const excerpt = useExcerpt()
  const where = room ? roomName(room, me?.accountId ?? 0, text) : text.rooms.notHere
  return (
    <a className="card message" href={paths.room(node.roomId, node.messageId)}>
      <Icon of={MessageSquare} />
      <span className="grow">
        <span className="site clip">{where}</span>
        {message && (
          <span className="d">
            <b>{author?.name ?? text.messages.someone}</b> {excerpt(message)}
          </span>
        )}
        {message === null && <span className="d">{text.messages.hiddenExcerpt}</span>}
      </span>
    </a>
  )
}
