import type { Me } from '@naniwa/contract'
import { DoorClosed } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { navigate } from '../app/router.ts'
import { Sheet } from '../frame/AppFrame.tsx'
import { paths } from '../frame/paths.ts'
import { useRoom, useStatus } from '../live/client.ts'
import { FoundWordsContext } from '../messages/notation.tsx'
import { RoomMessages } from '../messages/RoomMessages.tsx'
import { TrailBar } from '../search/TrailBar.tsx'
import { useTrail } from '../search/trail.ts'
import type { RoomView } from '../sync/rooms.ts'
import { useTaskDeeds } from '../tasks/deeds.ts'
import { type OpenTask, OpenTaskContext } from '../tasks/dialogs.ts'
import { useText } from '../text/text.ts'
import { ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { later } from '../ui/later.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { roomName } from './names.ts'
import { usePaneOpen } from './pane-open.ts'
import { RoomHead } from './RoomHead.tsx'
import { RoomPane } from './RoomPane.tsx'

const TaskPane = later(async () => (await import('../tasks/TaskPane.tsx')).TaskPane)

export interface RoomPageProps {
  roomId: number
  /** A message's id, to begin there. */
  at: string | null
  me: Me
}

export function RoomPage({ roomId, at, me }: RoomPageProps) {
  const room = useRoom(roomId)
  const status = useStatus()
  if (room) return <OpenRoom room={room} at={at} me={me} />
  return (
    <Sheet>
      <div className="col room">
        <ConnectionBanner />
        {status.kind === 'live' && <NotHere />}
      </div>
    </Sheet>
  )
}

function NotHere() {
  const { rooms: text } = useText()
  return (
    <EmptyState
      icon={DoorClosed}
      title={text.notHere}
      heading="h1"
      action={<ButtonLink href={paths.chats}>{text.backToChats}</ButtonLink>}
    >
      {text.notHereText}
    </EmptyState>
  )
}

function OpenRoom({ room, at, me }: { room: RoomView; at: string | null; me: Me }) {
  const text = useText()
  const deeds = useTaskDeeds(room.id)
  const [isPaneOpen, setPaneOpen] = usePaneOpen(room.id)
  const paneButton = useRef<HTMLButtonElement>(null)
  const name = roomName(room, me.accountId, text)
  const trail = useTrail(room.id, at)
  const [task, setTask] = useState<{ id: number; over: 'info' | 'room' } | null>(null)

  const openTask = useCallback<OpenTask>(
    ({ roomId, id }) => {
      if (roomId !== room.id) return navigate(paths.tasks('list', { roomId, id }))
      setTask((before) => ({ id, over: before?.over ?? (isPaneOpen ? 'info' : 'room') }))
      setPaneOpen(true)
    },
    [room.id, isPaneOpen, setPaneOpen],
  )

  /** What it was opened over is there again. */
  function closeTask() {
    setTask(null)
    if (task?.over === 'room') closePane()
  }

  function closePane() {
    setPaneOpen(false)
    paneButton.current?.focus()
  }

  useEffect(() => {
    document.querySelector(`.list [data-room="${room.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [room.id])

  const pane =
    task === null ? (
      <RoomPane room={room} me={me} onClose={closePane} />
    ) : (
      <TaskPane key={task.id} roomId={room.id} id={task.id} onClose={closeTask} />
    )
  return (
    <OpenTaskContext value={openTask}>
      <Sheet pane={isPaneOpen && pane}>
        <PageTitle>{name}</PageTitle>
        <section className="col room" aria-label={name}>
          <RoomHead room={room} name={name} pane={{ isOpen: isPaneOpen, onChange: setPaneOpen, button: paneButton }} />
          <ConnectionBanner />
          {trail && <TrailBar trail={trail} />}
          <FoundWordsContext value={trail?.words ?? null}>
            <RoomMessages room={room} name={name} at={at} me={me} deeds={deeds} />
          </FoundWordsContext>
        </section>
      </Sheet>
    </OpenTaskContext>
  )
}
