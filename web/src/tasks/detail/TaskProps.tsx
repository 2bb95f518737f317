import { dueDay, type Priority, type Task } from '@naniwa/contract'
import { Calendar, ChevronDown, Flag, Repeat } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { paths } from '../../frame/paths.ts'
import { useMe, useRoom } from '../../live/client.ts'
import { roomName } from '../../rooms/names.ts'
import { useRoomMembers } from '../../rooms/room-members.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Finder } from '../../ui/Finder.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, MenuChoice } from '../../ui/Menu.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { DueLabel } from '../DueLabel.tsx'
import { DuePicker } from '../form/DuePicker.tsx'
import { Reminders } from '../form/Reminders.tsx'
import { RepeatPicker } from '../form/RepeatPicker.tsx'
import { Face, useName } from '../parts.tsx'
import { useTaskVerbs } from '../task-verbs.ts'
import { deviceZone } from '../use-tasks.ts'
import { repeatWords, useDueWords } from '../words.ts'

interface PropProps {
  task: Task
  canChange: boolean
}

/** Whom, by whom, until when, how often, how much it matters, where. Each is changed where it stands. */
export function TaskProps({ task }: { task: Task }) {
  const { tasks: text } = useText()
  const { mayChange, edit } = useTaskVerbs()
  const canChange = mayChange(task) && task.status === 'open'
  const prop = { task, canChange }
  return (
    <dl className="props">
      <dt>{text.assignee}</dt>
      <dd>
        <Assignee {...prop} />
      </dd>
      <dt>{text.assignedBy}</dt>
      <dd>
        <Person accountId={task.assignedBy} roomId={task.roomId} />
      </dd>
      <dt>{text.due}</dt>
      <dd>
        <DueProp {...prop} />
      </dd>
      {(canChange || task.recurrence) && (
        <>
          <dt>{text.repeat}</dt>
          <dd>
            <RepeatProp {...prop} />
          </dd>
        </>
      )}
      <dt>{text.reminders}</dt>
      <dd>
        <Reminders
          value={task.reminders}
          due={task.due}
          look={canChange ? 'editable' : 'still'}
          onValue={(reminders) => void edit(task, { reminders })}
        />
      </dd>
      <dt>{text.priority}</dt>
      <dd>
        <PriorityProp {...prop} />
      </dd>
      <dt>{text.room}</dt>
      <dd>
        <RoomProp task={task} />
      </dd>
    </dl>
  )
}

/** What is pressed to be changed. */
function Changes({ label, children, ...rest }: { label: string; children: ReactNode }) {
  return (
    <button type="button" className="changes" {...rest}>
      <span className="sr">{label}</span>
      <span aria-hidden="true" className="row clip">
        {children}
      </span>
      <Icon of={ChevronDown} size="xs" />
    </button>
  )
}

function Person({ accountId, roomId }: { accountId: number; roomId: number }) {
  const name = useName(accountId, roomId)
  return (
    <span className="row clip">
      <span aria-hidden="true" className="row">
        <Face accountId={accountId} roomId={roomId} size={20} />
      </span>
      <span className="clip">{name}</span>
    </span>
  )
}

function Assignee({ task, canChange }: PropProps) {
  const { tasks: text } = useText()
  const { edit } = useTaskVerbs()
  const room = useRoom(task.roomId)
  const name = useName(task.accountId, task.roomId)
  const [isOpen, setOpen] = useState(false)
  const person = <Person accountId={task.accountId} roomId={task.roomId} />
  if (!canChange || room?.type === 'my') return person
  return (
    <Popover
      label={text.reassign}
      body="fill"
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Changes label={text.changeOf(text.assignee, name)}>{person}</Changes>}
    >
      <Members
        task={task}
        onPick={(accountId) => {
          setOpen(false)
          if (accountId !== task.accountId) void edit(task, { accountId })
        }}
      />
    </Popover>
  )
}

function Members({ task, onPick }: { task: Task; onPick: (accountId: number) => void }) {
  const { tasks: text } = useText()
  const members = useRoomMembers(task.roomId)
  const options = useMemo(() => {
    const face = (accountId: number) => <Face accountId={accountId} roomId={task.roomId} size={20} />
    return (members ?? []).map(({ accountId, name, reading }) => {
      return { value: accountId, name, reading, before: face(accountId) }
    })
  }, [members, task.roomId])
  return (
    <Finder label={text.findPerson} options={options} nothing={text.nobody} chosen={task.accountId} onPick={onPick} />
  )
}

function DueProp({ task, canChange }: PropProps) {
  const { tasks: text } = useText()
  const { edit } = useTaskVerbs()
  const words = useDueWords()(task.due, 'full')
  if (!canChange)
    return task.status === 'done' ? <Words>{words}</Words> : <DueLabel task={task} style="full" icon="shown" />
  return (
    <DuePicker
      value={task.due}
      align="end"
      onValue={(due) => void edit(task, { due })}
      trigger={
        <Changes label={text.changeOf(text.due, words)}>
          <DueLabel task={task} style="full" icon="shown" />
        </Changes>
      }
    />
  )
}

function Words({ children }: { children: string }) {
  return (
    <span className="due">
      <Icon of={Calendar} size="xs" />
      {children}
    </span>
  )
}

function RepeatProp({ task, canChange }: PropProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const { edit } = useTaskVerbs()
  const { recurrence, due } = task
  const words = recurrence ? repeatWords(recurrence, dueDay(due, deviceZone()), format, text) : text.noRepeat
  const face = (
    <span className="row">
      <Icon of={Repeat} size="xs" />
      {words}
    </span>
  )
  if (!canChange) return face
  return (
    <RepeatPicker
      value={recurrence}
      due={due}
      onValue={(next) => void edit(task, { recurrence: next })}
      trigger={<Changes label={text.changeOf(text.repeat, words)}>{face}</Changes>}
    />
  )
}

function PriorityProp({ task, canChange }: PropProps) {
  const { tasks: text } = useText()
  const { edit } = useTaskVerbs()
  const words = text.priorities[task.priority]
  const face = (
    <span className="row g1">
      {task.priority === 'high' && <Icon of={Flag} size="xs" className="prio" />}
      {words}
    </span>
  )
  if (!canChange) return face
  return (
    <Menu trigger={<Changes label={text.changeOf(text.priority, words)}>{face}</Changes>}>
      <MenuChoice<Priority>
        value={task.priority}
        onValue={(priority) => void edit(task, { priority })}
        options={(['high', 'normal', 'low'] as const).map((value) => ({ value, text: text.priorities[value] }))}
      />
    </Menu>
  )
}

function RoomProp({ task }: { task: Task }) {
  const text = useText()
  const me = useMe()
  const room = useRoom(task.roomId)
  if (!room) return null
  return (
    <a className="link clip" href={paths.room(room.id)}>
      {roomName(room, me?.accountId ?? 0, text)}
    </a>
  )
}
