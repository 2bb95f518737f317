import type { Task } from '@naniwa/contract'
import { Flag, ListChecks, MessageCircle, Repeat } from 'lucide-react'
import { useEffect } from 'react'
import { useClient, useMe, usePerson, useRoom, useTopic } from '../live/client.ts'
import { roomName } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Checkbox } from '../ui/Choice.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useTaskVerbs } from './task-verbs.ts'
import { everyWords, useTitle } from './words.ts'

export interface TaskPartProps {
  task: Task
}

export interface TaskCheckProps extends TaskPartProps {
  tabIndex?: number
}

/** The circle that is ticked when something is done. */
export function TaskCheck({ task, tabIndex }: TaskCheckProps) {
  const { tasks: text } = useText()
  const { setDone, mayChange } = useTaskVerbs()
  const title = useTitle(task)
  const isDone = task.status === 'done'
  return (
    <Checkbox
      shape="round"
      checked={isDone}
      disabled={!mayChange(task)}
      tabIndex={tabIndex}
      label={isDone ? text.reopenOf(title) : text.complete(title)}
      onCheck={(done) => void setDone(task, done)}
    />
  )
}

/** Flag of what matters most. */
export function PriorityFlag({ task }: TaskPartProps) {
  const { tasks: text } = useText()
  return task.priority === 'high' ? <Icon of={Flag} size="xs" className="prio" label={text.priorityHigh} /> : null
}

/** How far the checklist is, and whether it comes again. */
export function TaskNotes({ task }: TaskPartProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const { checklist, recurrence } = task
  const done = format.number(checklist.filter((item) => item.done).length)
  const all = format.number(checklist.length)
  return (
    <>
      {checklist.length > 0 && (
        <span className="sub num">
          <Icon of={ListChecks} size="xs" />
          <span aria-hidden="true">
            {done}/{all}
          </span>
          <span className="sr">{text.checked(done, all)}</span>
        </span>
      )}
      {recurrence && (
        <span className="sub">
          <Icon of={Repeat} size="xs" label={text.repeats} />
          {everyWords(recurrence, format, text)}
        </span>
      )}
    </>
  )
}

/** How much was said about it. */
export function TaskComments({ task }: TaskPartProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const client = useClient()
  const { roomId, id } = task
  useEffect(() => client.comments.want({ roomId, id }), [client, roomId, id])
  const count = useTopic('comments', () => client.comments.count(task))
  if (count === 0) return null
  const told = format.count(count)
  return (
    <span className="sub num">
      <Icon of={MessageCircle} size="xs" />
      <span aria-hidden="true">{told}</span>
      <span className="sr">{text.comments(told)}</span>
    </span>
  )
}

/** The room a task is in. */
export function WhereLabel({ roomId, size = 18 }: { roomId: number; size?: number }) {
  const text = useText()
  const me = useMe()
  const room = useRoom(roomId)
  if (!room) return <span className="where" />
  return (
    <span className="where">
      <RoomFace room={room} size={size} mark="none" />
      <span className="clip">{roomName(room, me?.accountId ?? 0, text)}</span>
    </span>
  )
}

export interface FaceProps {
  accountId: number
  roomId: number
  size?: number
}

/** Somebody's picture, with the name for the ear. */
export function Face({ accountId, roomId, size }: FaceProps) {
  const name = useName(accountId, roomId)
  const person = usePerson(accountId, roomId)
  return (
    <>
      <Avatar id={accountId} name={name} image={person?.avatar && imageUrl(person.avatar)} size={size} />
      <span className="sr">{name}</span>
    </>
  )
}

export function useName(accountId: number, roomId: number): string {
  const { tasks: text } = useText()
  const me = useMe()
  const person = usePerson(accountId, roomId)
  return person?.name ?? (accountId === me?.accountId ? me.name : text.someone)
}
