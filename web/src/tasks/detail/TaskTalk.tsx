import { can, type Message, replyTag, type Task } from '@naniwa/contract'
import { MessageCircle } from 'lucide-react'
import { useState } from 'react'
import { navigate } from '../../app/router.ts'
import { paths } from '../../frame/paths.ts'
import { useClient, useLookup, useRoom } from '../../live/client.ts'
import { useExcerpt } from '../../messages/excerpt.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Face, useName } from '../parts.tsx'

/** Cards shown at first: the last things said. */
const SHOWN = 2

export interface TaskTalkProps {
  task: Task
  /** The newest first; null until they are known. */
  comments: readonly Message[] | null
}

/** The message it was made from, what was said about it, and the way to say something. */
export function TaskTalk({ task, comments }: TaskTalkProps) {
  const { tasks: text } = useText()
  const message = useLookup(task.roomId, task.messageId)
  const room = useRoom(task.roomId)
  const talk = useTalk(task)
  return (
    <section className="stack">
      {message?.kind === 'message' && (
        <>
          <h3 className="label">{text.source}</h3>
          <MessageCard message={message} />
        </>
      )}
      {comments && comments.length > 0 && <Comments comments={comments} />}
      {message && room && can.post(room) && (
        <Button variant="ghost" size="sm" icon={MessageCircle} className="talks" onClick={() => talk(message)}>
          {text.talkAbout}
        </Button>
      )}
    </section>
  )
}

function Comments({ comments }: { comments: readonly Message[] }) {
  const { tasks: text } = useText()
  const format = useFormat()
  const [isAll, setAll] = useState(false)
  const shown = comments.slice(0, isAll ? comments.length : SHOWN).toReversed()
  return (
    <>
      <div className="row">
        <h3 className="label">{text.talk}</h3>
        <span className="quiet num">{format.count(comments.length)}</span>
        {comments.length > SHOWN && !isAll && (
          <button type="button" className="link end small" onClick={() => setAll(true)}>
            {text.allComments}
          </button>
        )}
      </div>
      {shown.map((message) => (
        <MessageCard key={message.id} message={message} />
      ))}
    </>
  )
}

/** A message in a few lines, which leads to it. */
export function MessageCard({ message }: { message: Message }) {
  const format = useFormat()
  const excerpt = useExcerpt('words')
  const name = useName(message.accountId, message.roomId)
  return (
    <a className="refmsg" href={paths.room(message.roomId, message.id)}>
      <span className="src">
        <span aria-hidden="true" className="row">
          <Face accountId={message.accountId} roomId={message.roomId} size={18} />
        </span>
        {name} · {format.dateTime(message.createdAt)}
      </span>
      <span className="words">{excerpt(message)}</span>
    </a>
  )
}

/** Begins an answer to the task's message in its room: that is how a task is commented. */
function useTalk({ roomId }: Task): (message: Message) => void {
  const client = useClient()
  return (message) => {
    const name = client.people.get(message.accountId, roomId)?.name ?? ''
    const reply = replyTag({ accountId: message.accountId, roomId, messageId: message.id, name })
    const draft = client.drafts.body(roomId)
    if (!draft.startsWith(reply)) client.drafts.set(roomId, reply + draft)
    navigate(paths.room(roomId))
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.composer .draft')?.focus())
  }
}
