import { emoticonOf, type Node, parse } from '@naniwa/contract'
import { createContext, Fragment, memo, type ReactNode, useContext, useMemo } from 'react'
import { paths } from '../frame/paths.ts'
import { useMe, usePerson } from '../live/client.ts'
import { imageUrl } from '../sync/upload.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { classes } from '../ui/classes.ts'
import { Block } from './blocks.tsx'
import { Marked } from './Marked.tsx'
import { isOwnLink, type Segment, segmentsOf, shownUrl } from './segments.ts'

/** The room a text stands in: its people are named as this room knows them. */
export const PlaceContext = createContext<number | undefined>(undefined)

/** What was said elsewhere addresses nobody here. */
export const QuotedContext = createContext(false)

/** The room that what is quoted comes from, with its files. */
export const FilesContext = createContext<number | undefined>(undefined)

/** Folded words that are marked wherever they stand. */
export const SoughtContext = createContext<readonly string[]>([])

/** Those to mark in the message that a search led to; null where none did. */
export const FoundWordsContext = createContext<readonly string[] | null>(null)

export interface RichProps {
  body: string
  roomId: number
}

/** Text in the public notation: messages, room descriptions. Elements only, never a string of HTML. */
export const Rich = memo(function Rich({ body, roomId }: RichProps) {
  const nodes = useMemo(() => parse(body), [body])
  return (
    <PlaceContext value={roomId}>
      <Flow nodes={nodes} />
    </PlaceContext>
  )
})

export interface FlowProps {
  nodes: readonly Node[]
  /** Goes behind the last words. */
  tail?: ReactNode
}

/** Paragraphs and blocks in their order. */
export function Flow({ nodes, tail }: FlowProps) {
  const segments = useMemo(() => segmentsOf(nodes), [nodes])
  const last = segments.findLast(({ kind }) => kind === 'words')
  return (
    <>
      {segments.map((segment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
        <SegmentPart key={index} segment={segment} tail={segment === last ? tail : null} />
      ))}
      {tail && !last && <p className="text">{tail}</p>}
    </>
  )
}

function SegmentPart({ segment, tail }: { segment: Segment; tail: ReactNode }) {
  if (segment.kind === 'block') return <Block node={segment.node} />
  return (
    <p className="text">
      <Words nodes={segment.nodes} />
      {tail}
    </p>
  )
}

export function Words({ nodes }: { nodes: readonly Node[] }) {
  return nodes.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
    <Fragment key={index}>
      <Word node={node} />
    </Fragment>
  ))
}

function Word({ node }: { node: Node }): ReactNode {
  const { messages: text } = useText()
  switch (node.type) {
    case 'text':
      return <Plain text={node.text} />
    case 'emoticon':
      return <Emoticon code={node.code} />
    case 'link':
      return <OutLink url={node.url} />
    case 'messageLink':
      return isOwnLink(node.url) ? (
        <a className="link" href={paths.room(node.roomId, node.messageId)}>
          {text.linkedMessage}
        </a>
      ) : (
        <OutLink url={node.url} />
      )
    case 'to':
      return <ToChip accountId={node.accountId} label={node.label} head="To" />
    case 'reply':
      return <ToChip accountId={node.accountId} label={node.label} head="Re" />
    case 'toAll':
      return <AllChip label={node.label} />
    case 'pname':
    case 'piconname':
    case 'picon':
      return <PersonWord accountId={node.accountId} look={node.type} />
    case 'deleted':
      return <span className="muted">{text.deleted}</span>
    case 'dtext':
    case 'preview':
      return null
    default:
      return <Block node={node} />
  }
}

/** A word that a tag or an emoticon divides is not marked. */
function Plain({ text }: { text: string }) {
  const sought = useContext(SoughtContext)
  return sought.length === 0 ? text : <Marked text={text} words={sought} />
}

function Emoticon({ code }: { code: string }) {
  const isShown = useMe()?.settings.emoticons ?? true
  const emoticon = emoticonOf(code)
  if (!emoticon || !isShown) return code
  return (
    <span className="emo" role="img" aria-label={code}>
      {emoticon.emoji}
    </span>
  )
}

function OutLink({ url }: { url: string }) {
  return (
    <a className="link" href={url} target="_blank" rel="noopener noreferrer">
      {shownUrl(url)}
    </a>
  )
}

interface ToChipProps {
  accountId: number
  label: string | undefined
  head: string
}

/** Green when it is for the reader. What the sender wrote is dropped only where it says the name again. */
function ToChip({ accountId, label, head }: ToChipProps) {
  const { messages: text } = useText()
  const me = useMe()
  const roomId = useContext(PlaceContext)
  const isQuoted = useContext(QuotedContext)
  const isForMe = accountId === me?.accountId && !isQuoted
  const person = usePerson(accountId, roomId)
  const name = person?.name ?? label?.replace(/さん$/, '') ?? text.someone
  const says = (words: string) => words.replace(/[\s\u3000]|さん$/g, '')
  const isSame = label === undefined || says(label) === says(name)
  return (
    <>
      <span className={classes('toc', isForMe && 'me')}>
        <b>{head}</b>
        {text.honorific(name)}
      </span>
      {!isSame && label}
    </>
  )
}

function AllChip({ label }: { label: string | undefined }) {
  const { messages: text } = useText()
  const isQuoted = useContext(QuotedContext)
  return (
    <>
      <span className={classes('toc', !isQuoted && 'me')}>
        <b>To</b>
        {text.toAll}
      </span>
      {label}
    </>
  )
}

function PersonWord({ accountId, look }: { accountId: number; look: 'picon' | 'pname' | 'piconname' }) {
  const { messages: text } = useText()
  const roomId = useContext(PlaceContext)
  const person = usePerson(accountId, roomId)
  const name = person?.name ?? text.someone
  return (
    <span className="pname">
      {look !== 'pname' && (
        <Avatar id={accountId} name={name} image={person?.avatar && imageUrl(person.avatar)} size={16} />
      )}
      {look === 'picon' ? <span className="sr">{name}</span> : text.honorific(name)}
    </span>
  )
}
