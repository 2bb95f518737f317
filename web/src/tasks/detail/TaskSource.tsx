import { can, type Message, replyTag, type Task } from '@naniwa/contract'
import { MessageCircle } from 'lucide-react'
import { navigate } from '../../app/router.ts'
import { paths } from '../../frame/paths.ts'
import { useClient, useLookup, useRoom } from '../../live/client.ts'
import { useExcerpt } from '../../messages/excerpt.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Face, useName } from '../parts.tsx'

/** The message it was made from, and the way to talk about it. */
export function TaskSource({ task }: { task: Task }) {
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
      {message && room && can.post(room) && (
        <Button variant="ghost" size="sm" icon={MessageCircle} className="talks" onClick={() => talk(message)}>
          {text.talkAbout}
        </Button>
      )}
    </section>
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
