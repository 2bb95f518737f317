import { type Node, parse, type ReplyNode } from '@naniwa/contract'
import { Reply } from 'lucide-react'
import { memo, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { paths } from '../frame/paths.ts'
import { useLookup, usePerson } from '../live/client.ts'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { type Language, useLanguage } from '../text/language.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useExcerpt } from './excerpt.ts'
import { Flow, PlaceContext } from './notation.tsx'

/** Taller ones are folded; px. */
const TALLEST = 560

export interface MessageBodyProps {
  body: string
  roomId: number
  /** Goes behind the last words: that it was edited. */
  tail?: ReactNode
}

/** A message's text: what it answers, whom it addresses, what it says. */
export const MessageBody = memo(function MessageBody({ body, roomId, tail }: MessageBodyProps) {
  const { reply, nodes } = useMemo(() => headed(parse(body)), [body])
  const language = useLanguage()
  const spoken = languageOf(body)
  return (
    <PlaceContext value={roomId}>
      {reply && <ReplyLine reply={reply} />}
      <div lang={spoken === language ? undefined : spoken}>
        <Foldable isLong={body.length > 1_500 || body.split('\n').length > 24}>
          <Flow nodes={nodes} tail={tail} />
        </Foldable>
      </div>
    </PlaceContext>
  )
})

/** Kana are Japanese whatever else stands beside them. Others are not told apart. */
function languageOf(body: string): Language | undefined {
  return /[\u3041-\u30ff]/.test(body) ? 'ja' : undefined
}

/** The answer's reference becomes a line above; the names that follow stand in one line with the text. */
function headed(nodes: readonly Node[]): { reply: ReplyNode | null; nodes: Node[] } {
  const heads: Node[] = []
  let at = 0
  for (; at < nodes.length; at++) {
    const node = nodes[at]
    if (node?.type === 'to' || node?.type === 'toAll' || node?.type === 'reply') heads.push(node)
    else if (node?.type !== 'text' || node.text.trim() !== '') break
  }
  const [first] = heads
  const reply = first?.type === 'reply' ? first : null
  const rest = nodes.slice(at)
  const [next] = rest
  if (heads.length > 0 && next?.type === 'text') rest[0] = { type: 'text', text: next.text.trimStart() }
  return { reply, nodes: [...(reply ? heads.slice(1) : heads), ...rest] }
}

function ReplyLine({ reply }: { reply: ReplyNode }) {
  const { messages: text } = useText()
  const message = useLookup(reply.roomId, reply.messageId)
  const person = usePerson(reply.accountId, reply.roomId)
  const excerpt = useExcerpt('words')
  const name = person?.name ?? text.someone
  return (
    <a className="re" href={paths.room(reply.roomId, reply.messageId)}>
      <Icon of={Reply} size="xs" />
      <span className="sr">{text.inReplyTo}</span>
      <Avatar id={reply.accountId} name={name} image={person?.avatar && imageUrl(person.avatar)} size={16} />
      <b>{name}</b>
      <span className="clip">{message ? excerpt(message) : message === null ? text.hiddenExcerpt : ''}</span>
    </a>
  )
}

function Foldable({ isLong, children }: { isLong: boolean; children: ReactNode }) {
  const { messages: text } = useText()
  const box = useRef<HTMLDivElement>(null)
  const [isTall, setTall] = useState(isLong)
  const [isOpen, setOpen] = useState(false)

  useLayoutEffect(() => {
    if (isLong && box.current) setTall(box.current.scrollHeight > TALLEST)
  }, [isLong])

  if (!isLong) return children
  return (
    <>
      <div ref={box} className={isTall && !isOpen ? 'fold closed' : 'fold'}>
        {children}
      </div>
      {isTall && (
        <button type="button" className="link foldbutton" onClick={() => setOpen(!isOpen)}>
          {isOpen ? text.showLess : text.showAll}
        </button>
      )}
    </>
  )
}

export function Edited({ at }: { at: number }) {
  const { messages: text } = useText()
  const format = useFormat()
  return (
    <span className="edited" title={text.editedAt(format.dateTime(at))}>
      {text.edited}
    </span>
  )
}
