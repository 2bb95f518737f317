import { api, type Bookmark, type Message } from '@naniwa/contract'
import { Bookmark as BookmarkIcon, BookmarkX, CornerDownRight } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Sheet } from '../frame/AppFrame.tsx'
import { paths } from '../frame/paths.ts'
import { useDo } from '../live/action.ts'
import { useClient, useMe, usePerson, useRoom, useTopic } from '../live/client.ts'
import { ConnectionBanner } from '../rooms/ConnectionBanner.tsx'
import { roomName } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { LoadingLog } from './LoadingLog.tsx'
import { MessageBody } from './MessageBody.tsx'
import { useMessageVerbs } from './message-verbs.ts'

interface Kept {
  bookmark: Bookmark
  message: Message
}

/** Messages one has kept, newest first. */
export function BookmarksPage() {
  const { messages: text } = useText()
  const format = useFormat()
  const kept = useKept()
  return (
    <Sheet>
      <PageTitle>{text.saved}</PageTitle>
      <section className="col savedpage" aria-label={text.saved}>
        <header className="head">
          <h1>{text.saved}</h1>
          {kept && kept.length > 0 && <span className="quiet num">{text.savedCount(format.number(kept.length))}</span>}
        </header>
        <ConnectionBanner />
        {kept === null && <LoadingLog />}
        {kept?.length === 0 && (
          <EmptyState icon={BookmarkIcon} title={text.noSaved}>
            {text.noSavedText}
          </EmptyState>
        )}
        {kept && kept.length > 0 && (
          <ul className="saved scroll">
            {kept.map((one) => (
              <SavedRow key={one.message.id} kept={one} />
            ))}
          </ul>
        )}
      </section>
    </Sheet>
  )
}

function useKept(): Kept[] | null {
  const client = useClient()
  const attempt = useDo()
  const [kept, setKept] = useState<Kept[] | null>(null)
  const size = useTopic('bookmarks', () => client.engine.replica.bookmarks.size)
  const read = useCallback(async () => {
    setKept((await client.call(api.bookmarks.list, {})).bookmarks)
  }, [client])
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when one was kept or dropped elsewhere
  useEffect(() => void attempt(read()), [attempt, read, size])
  return kept
}

function SavedRow({ kept: { bookmark, message } }: { kept: Kept }) {
  const text = useText()
  const format = useFormat()
  const me = useMe()
  const room = useRoom(message.roomId)
  const author = usePerson(message.accountId, message.roomId)
  const { setBookmark } = useMessageVerbs()
  const name = author?.name ?? text.messages.someone
  return (
    <li>
      {room && (
        <a className="where" href={paths.room(room.id)}>
          <RoomFace room={room} size={18} mark="none" />
          <span className="clip">{roomName(room, me?.accountId ?? 0, text)}</span>
        </a>
      )}
      <article className="msg">
        <Avatar id={message.accountId} name={name} image={author?.avatar && imageUrl(author.avatar)} />
        <div className="grow">
          <div className="who">
            <b className="clip">{name}</b>
            <time dateTime={new Date(message.createdAt).toISOString()}>{format.dateTime(message.createdAt)}</time>
          </div>
          {message.deleted ? (
            <p className="text gone">{text.messages.deleted}</p>
          ) : (
            <MessageBody body={message.body} roomId={message.roomId} />
          )}
        </div>
      </article>
      <span className="acts">
        <ButtonLink size="sm" variant="ghost" icon={CornerDownRight} href={paths.room(message.roomId, message.id)}>
          {text.messages.toMessage}
        </ButtonLink>
        <IconButton
          icon={BookmarkX}
          size="sm"
          label={text.messages.unbookmark}
          onClick={() => setBookmark({ roomId: bookmark.roomId, id: bookmark.messageId }, false)}
        />
      </span>
    </li>
  )
}
