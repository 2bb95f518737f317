import { can, type File, plainText } from '@naniwa/contract'
import { CircleCheckBig, Globe, Trash2, X } from 'lucide-react'
import { paths } from '../../frame/paths.ts'
import { useClient, useLookup, useMe, useMembers, usePerson, useRoom } from '../../live/client.ts'
import { roomName } from '../../rooms/names.ts'
import type { RoomView } from '../../sync/rooms.ts'
import { imageUrl } from '../../sync/upload.ts'
import { useTaskDialogs } from '../../tasks/dialogs.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Avatar, AvatarStack } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Tag } from '../../ui/Label.tsx'
import { lookOf } from '../kinds.ts'
import { sortWords } from '../sorts.ts'

export interface ViewerPaneProps {
  file: File
  /** A link was followed. */
  onLeave: () => void
  onClose: () => void
  onDelete: () => void
}

/** What is known of a file, what it came with, and who can see it. */
export function ViewerPane({ file, onLeave, onClose, onDelete }: ViewerPaneProps) {
  const { files: text } = useText()
  const me = useMe()
  const room = useRoom(file.roomId)
  return (
    <aside className="pane detail" aria-label={text.infoTitle}>
      <header className="head">
        <h2>{text.infoTitle}</h2>
        <IconButton icon={X} className="end" label={text.close} onClick={onClose} />
      </header>
      <div className="scroll infobody">
        <Facts file={file} room={room} onLeave={onLeave} />
        <Source file={file} />
        {room && room.type === 'group' && <Audience room={room} />}
        <section className="deeds">
          {room && can.assign(room) && <TaskButton file={file} />}
          {room && me && can.deleteFile(room, file, me.accountId) && (
            <Button variant="danger-ghost" icon={Trash2} onClick={onDelete}>
              {text.delete}
            </Button>
          )}
        </section>
      </div>
    </aside>
  )
}

function TaskButton({ file }: { file: File }) {
  const { files: text } = useText()
  const { add } = useTaskDialogs()
  const message = useLookup(file.roomId, file.messageId)
  const from = message && !message.deleted ? { file, message } : { file }
  return (
    <Button icon={CircleCheckBig} disabled={message === undefined} onClick={() => add(from)}>
      {lookOf(file) === 'picture' ? text.toTask.picture : text.toTask.other}
    </Button>
  )
}

function Facts({ file, room, onLeave }: { file: File; room: RoomView | null; onLeave: () => void }) {
  const all = useText()
  const { files: text } = all
  const format = useFormat()
  const me = useMe()
  const sender = usePerson(file.accountId, file.roomId)
  const name = sender?.name ?? all.messages.someone
  return (
    <dl className="props">
      {room && (
        <>
          <dt>{text.room}</dt>
          <dd>
            <a className="link clip" href={paths.room(room.id)} onClick={onLeave}>
              {roomName(room, me?.accountId ?? 0, all)}
            </a>
          </dd>
        </>
      )}
      <dt>{text.sentBy}</dt>
      <dd>
        <Avatar id={file.accountId} name={name} image={sender?.avatar && imageUrl(sender.avatar)} size={20} />
        <span className="clip">{name}</span>
      </dd>
      <dt>{text.time}</dt>
      <dd className="num">{text.at(format.weekday(file.createdAt), format.time(file.createdAt))}</dd>
      <dt>{text.extent}</dt>
      <dd className="num">
        <Extent file={file} />
      </dd>
      <dt>{text.type}</dt>
      <dd title={file.type}>{sortWords(file.type, text)}</dd>
      <dt>{text.hash}</dt>
      <dd className="hash exact">{file.sha256}</dd>
    </dl>
  )
}

/** 2.1 MB · 3024 × 1994, or pages. */
function Extent({ file: { size, preview } }: { file: File }) {
  const { files: text } = useText()
  const format = useFormat()
  const bytes = format.bytes(size)
  const shown = preview.state === 'ready' ? preview.preview : null
  if (shown?.kind === 'image') return text.pixels(bytes, String(shown.width), String(shown.height))
  return shown?.kind === 'page' ? text.sized(bytes, text.pages(format.number(shown.count))) : bytes
}

function Source({ file }: { file: File }) {
  const { files: text, messages } = useText()
  const format = useFormat()
  const client = useClient()
  const message = useLookup(file.roomId, file.messageId)
  const sender = usePerson(file.accountId, file.roomId)
  const words = message ? plainText(withoutFile(message.body), { name: nameOf }).trim() : ''
  if (!message || message.deleted || words === '') return null
  const name = sender?.name ?? messages.someone

  function nameOf(accountId: number): string | undefined {
    return client.people.get(accountId, file.roomId)?.name
  }

  return (
    <section>
      <h3>{text.source}</h3>
      <div className="refmsg">
        <div className="src">
          <Avatar id={file.accountId} name={name} image={sender?.avatar && imageUrl(sender.avatar)} size={18} />
          <span className="clip">{text.by(name, format.dateTime(message.createdAt))}</span>
        </div>
        <p>{words}</p>
      </div>
    </section>
  )
}

/** The words that came with it, without the box that tells of it. */
function withoutFile(body: string): string {
  return body.replace(
    /\[info\](?:\[title\]\[dtext:file_uploaded\]\[\/title\])?(?:\[preview [^\]]*\])?\[download:[\s\S]*$/,
    '',
  )
}

function Audience({ room }: { room: RoomView }) {
  const { files: text, rooms } = useText()
  const format = useFormat()
  const members = [...useMembers(room.id).values()].filter(({ role }) => role !== null)
  const people = (members.length > 0 ? members : room.people).slice(0, 4)
  return (
    <section>
      <h3>{text.audience}</h3>
      <div className="row">
        <AvatarStack
          people={people.map(({ accountId, name, avatar }) => ({
            id: accountId,
            name,
            image: avatar && imageUrl(avatar),
          }))}
          total={room.memberCount}
          size={28}
        />
        <span className="sr">{rooms.members(format.number(room.memberCount))}</span>
        {room.outsiders > 0 && (
          <span className="end">
            <Tag tone="warn" icon={Globe}>
              {rooms.outside(format.number(room.outsiders))}
            </Tag>
          </span>
        )}
      </div>
    </section>
  )
}
