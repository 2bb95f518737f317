import { type File, findRanges, type Message, type Person, plainText, type Task } from '@naniwa/contract'
import { CircleCheckBig } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { navigate } from '../app/router.ts'
import { FileThumb } from '../files/Thumb.tsx'
import { paths } from '../frame/paths.ts'
import { useClient, useMe } from '../live/client.ts'
import { readLetter } from '../messages/composer/letter.ts'
import { Marked } from '../messages/Marked.tsx'
import { unmarked } from '../messages/marked.ts'
import { sentenceOf, systemEvent } from '../messages/system.ts'
import { roomName } from '../rooms/names.ts'
import { imageUrl } from '../sync/upload.ts'
import { type Format, useFormat } from '../text/format.ts'
import type { Text } from '../text/ja.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { excerptAround } from './excerpt.ts'
import type { Hit } from './hits.ts'
import { useRooms } from './room-hits.tsx'
import type { Answers } from './use-answers.ts'

/** Longest stretch of a body that is looked at. */
const LOOKED_AT = 20_000

export interface FoundHits {
  readonly messages: readonly Hit[]
  readonly tasks: readonly Hit[]
  readonly files: readonly Hit[]
}

/** What it takes to draw what was found. */
interface Drawing {
  readonly text: Text
  readonly format: Format
  readonly words: readonly string[]
  readonly person: (accountId: number, roomId: number) => Person | null
  readonly roomOf: (roomId: number) => string
}

/** What was found, newest first. What is of a room that one has left since is gone at once. */
export function useFoundHits(answers: Answers | null, words: readonly string[]): FoundHits {
  const client = useClient()
  const me = useMe()
  const text = useText()
  const format = useFormat()
  const rooms = useRooms()
  return useMemo(() => {
    if (!answers) return { messages: [], tasks: [], files: [] }
    const known = new Map(rooms.map((room) => [room.id, room]))
    const drawing: Drawing = {
      text,
      format,
      words,
      person: (accountId, roomId) => answers.people.get(accountId) ?? client.people.get(accountId, roomId),
      roomOf(roomId) {
        const room = known.get(roomId)
        return room ? roomName(room, me?.accountId ?? 0, text) : ''
      },
    }
    const mine = <Thing extends { roomId: number }>({ hits }: { hits: readonly Thing[] }) =>
      hits.filter(({ roomId }) => known.has(roomId))
    return {
      messages: mine(answers.messages).map((message) => messageHit(message, drawing)),
      tasks: mine(answers.tasks).map((task) => taskHit(task, drawing)),
      files: mine(answers.files).map((file) => fileHit(file, drawing)),
    }
  }, [answers, words, client, me, text, format, rooms])
}

type Placed = Readonly<{ roomId: number; messageId: string }>

function hitAt(key: string, { roomId, messageId }: Placed, row: ReactNode, href = paths.room(roomId, messageId)): Hit {
  return {
    key,
    look: 'two',
    row,
    spot: { roomId, messageId },
    open() {
      navigate(href)
      return true
    },
  }
}

function messageHit(message: Message, drawing: Drawing): Hit {
  const { roomId, id, accountId, createdAt } = message
  const author = drawing.person(accountId, roomId)
  const name = author?.name ?? drawing.text.messages.someone
  return hitAt(
    `message-${roomId}-${id}`,
    { roomId, messageId: id },
    <>
      <Avatar id={accountId} name={name} image={author?.avatar && imageUrl(author.avatar)} size={28} />
      <div className="grow">
        <div className="l1">
          <b className="clip">{name}</b>
          <span className="clip">{drawing.roomOf(roomId)}</span>
          <time dateTime={new Date(createdAt).toISOString()}>{drawing.format.dateTime(createdAt)}</time>
        </div>
        <div className="l2">
          <Marked text={excerptAround(wordsOf(message, drawing), drawing.words)} words={drawing.words} />
        </div>
      </div>
    </>,
  )
}

/** What it says in person; all of its body where the words stand in nothing but that: a name it addresses, a task it tells of. */
function wordsOf(message: Message, { text, words, person }: Drawing): string {
  const name = (accountId: number) => person(accountId, message.roomId)?.name
  const plain = (body: string) => plainText(body, { name, quoteLength: Number.POSITIVE_INFINITY })
  const body = message.body.slice(0, LOOKED_AT)
  const called = (accountId: number) => text.messages.honorific(name(accountId) ?? text.messages.someone)
  const own =
    message.kind === 'system' ? unmarked(sentenceOf(systemEvent(message), called, text)) : plain(readLetter(body).words)
  const whole = plain(body)
  return findRanges(whole, words).length > findRanges(own, words).length ? whole : own
}

function taskHit(task: Task, drawing: Drawing): Hit {
  const { text, format, words, person, roomOf } = drawing
  const assignee = person(task.accountId, task.roomId)?.name ?? text.messages.someone
  const items = task.checklist.map((item) => item.text)
  const body = plainText(task.body.slice(0, LOOKED_AT), { quoteLength: Number.POSITIVE_INFINITY })
  const state = task.status === 'done' ? text.search.taskDone : dueOf(task, drawing)
  return hitAt(
    `task-${task.roomId}-${task.id}`,
    task,
    <>
      {task.status === 'done' ? (
        <Icon of={CircleCheckBig} className="taskmark muted" />
      ) : (
        <span className="check round taskmark" aria-hidden="true" />
      )}
      <div className="grow">
        <div className="l2">
          <Marked text={excerptAround([body, ...items].join(' '), words)} words={words} />
        </div>
        <div className="l1">
          <span className="clip">{[assignee, state, roomOf(task.roomId)].join(' · ')}</span>
          <time dateTime={new Date(task.createdAt).toISOString()}>{format.short(task.createdAt)}</time>
        </div>
      </div>
    </>,
    paths.tasks('list', task),
  )
}

function dueOf({ due }: Task, { text, format }: Drawing): string {
  if (due.type === 'none') return text.search.noDue
  return due.type === 'time' ? format.dateTime(due.at) : format.date(new Date(`${due.date}T00:00`))
}

function fileHit(file: File, { format, words, person, roomOf, text }: Drawing): Hit {
  const sender = person(file.accountId, file.roomId)?.name ?? text.messages.someone
  return hitAt(
    `file-${file.roomId}-${file.id}`,
    file,
    <>
      <FileThumb file={file} />
      <div className="grow">
        <div className="l2">
          <span>
            <Marked text={file.name} words={words} />
          </span>
        </div>
        <div className="l1">
          <span className="clip">{[sender, format.bytes(file.size), roomOf(file.roomId)].join(' · ')}</span>
          <time dateTime={new Date(file.createdAt).toISOString()}>{format.dateTime(file.createdAt)}</time>
        </div>
      </div>
    </>,
  )
}
