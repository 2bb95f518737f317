import { can, type Task } from '@naniwa/contract'
import { Calendar, ChevronDown, Ellipsis, Plus } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, memo, useId, useMemo, useState } from 'react'
import { useMe, useStatus } from '../live/client.ts'
import { useConversion } from '../messages/composer/send-keys.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import type { RoomView } from '../sync/rooms.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { TextArea } from '../ui/Input.tsx'
import { Chip } from '../ui/Label.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { DueLabel } from './DueLabel.tsx'
import { byLatest, bySoonest } from './dates.ts'
import { useOpenTask, useTaskDialogs } from './dialogs.ts'
import { AssigneesField } from './form/AssigneesField.tsx'
import { DuePicker } from './form/DuePicker.tsx'
import { useFields } from './form/use-fields.ts'
import { OlderTasks } from './OlderTasks.tsx'
import { Face, PriorityFlag, TaskCheck, TaskComments, TaskNotes } from './parts.tsx'
import { deviceZone, useRoomTasks, useWanted } from './use-tasks.ts'
import { useDueWords, useTitle } from './words.ts'

export interface RoomTasksProps {
  room: RoomView
}

type Which = 'all' | 'mine' | 'done'

/** Rows drawn at first. */
const SHOWN = 30

/** The tasks of a room, in its side pane. */
export function RoomTasks({ room }: RoomTasksProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const me = useMe()
  const [which, setWhich] = useState<Which>('all')
  const [isAdding, setAdding] = useState(false)
  const tasks = useRoomTasks(room.id)
  const isOpenWhole = useWanted(`room:${room.id}`)
  const isDoneWhole = useWanted(which === 'done' ? `done:${room.id}` : null)
  const panel = useId()
  const open = useMemo(() => tasks.filter(({ status }) => status === 'open').sort(bySoonest(deviceZone())), [tasks])
  const shown = useMemo(() => {
    if (which === 'done') return tasks.filter(({ status }) => status === 'done').sort(byLatest)
    return which === 'all' ? open : open.filter(({ accountId }) => accountId === me?.accountId)
  }, [which, tasks, open, me])
  const isWhole = which === 'done' ? isDoneWhole : isOpenWhole
  return (
    <section className="sec rtasks">
      <header>
        <h3>{text.title}</h3>
        {open.length > 0 && <span className="quiet num">{format.number(open.length)}</span>}
        {can.assign(room) && (
          <IconButton
            icon={Plus}
            size="xs"
            label={text.add}
            pressed={isAdding || undefined}
            onClick={() => setAdding(!isAdding)}
          />
        )}
      </header>
      {isAdding && <QuickAdd room={room} onClose={() => setAdding(false)} />}
      <Tabs<Which>
        label={text.lists}
        look="round"
        value={which}
        onValue={setWhich}
        panel={panel}
        tabs={[
          { value: 'all', text: text.all },
          ...(room.type === 'my' ? [] : [{ value: 'mine', text: text.mineShort } as const]),
          { value: 'done', text: text.done },
        ]}
      />
      <div id={panel} role="tabpanel" aria-label={text.title}>
        <Rows key={which} tasks={shown} />
        {which === 'done' && <OlderTasks list={`done:${room.id}`} className="link all" />}
        {shown.length === 0 && isWhole && (
          <p className="quiet">{{ all: text.noneHere, mine: text.noneMineHere, done: text.noneDoneHere }[which]}</p>
        )}
      </div>
    </section>
  )
}

function Rows({ tasks }: { tasks: readonly Task[] }) {
  const { tasks: text } = useText()
  const format = useFormat()
  const [shown, setShown] = useState(SHOWN)
  return (
    <>
      <ul>
        {tasks.slice(0, shown).map((task) => (
          <PaneTask key={task.id} task={task} />
        ))}
      </ul>
      {tasks.length > shown && (
        <button type="button" className="link all" onClick={() => setShown(shown * 4)}>
          {text.showMore(format.number(tasks.length - shown))}
        </button>
      )}
    </>
  )
}

/** One task in a side pane. */
const PaneTask = memo(function PaneTask({ task }: { task: Task }) {
  const title = useTitle(task)
  const openTask = useOpenTask()
  return (
    <li className={classes('ptask', task.status === 'done' && 'done')}>
      <TaskCheck task={task} />
      <div className="grow">
        <button type="button" className="t opens" onClick={() => openTask(task)}>
          <PriorityFlag task={task} />
          {title}
        </button>
        <div className="m">
          <Face accountId={task.accountId} roomId={task.roomId} size={18} />
          <DueLabel task={task} style="full" />
          <TaskNotes task={task} />
          <TaskComments task={task} />
        </div>
      </div>
    </li>
  )
})

/** A task in one line: Enter adds it, Shift Enter breaks the line. What was typed stays when the server cannot be reached. */
function QuickAdd({ room, onClose }: { room: RoomView; onClose: () => void }) {
  const { tasks: text, ui } = useText()
  const { add } = useTaskDialogs()
  const isLive = useStatus().kind === 'live'
  const words = useDueWords()
  const { isConverting, onCompositionEnd } = useConversion()
  const { fields, change, create } = useFields(`pane:${room.id}`, { roomId: room.id }, () => {})
  const canAdd = fields.body.trim() !== '' && fields.people.length > 0

  function submit(event?: FormEvent) {
    event?.preventDefault()
    if (canAdd && !create.busy) void create.run(fields)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (isConverting(event)) return
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    }
  }

  return (
    <form className="quickadd" onSubmit={submit} aria-label={text.add}>
      <FailureNote failure={create.failure} />
      <TextArea
        autoFocus
        rows={1}
        aria-label={text.quickPlaceholder}
        placeholder={text.quickPlaceholder}
        enterKeyHint="done"
        value={fields.body}
        onChange={(event) => change({ body: event.target.value })}
        onKeyDown={onKeyDown}
        onCompositionEnd={onCompositionEnd}
      />
      {room.type !== 'my' && (
        <AssigneesField roomId={room.id} value={fields.people} onValue={(people) => change({ people })} />
      )}
      {!isLive && <p className="hint warn">{text.offlineKept}</p>}
      <div className="row">
        <DuePicker
          value={fields.due}
          onValue={(due) => change({ due })}
          trigger={
            <Chip
              icon={Calendar}
              iconAfter={ChevronDown}
              aria-label={text.changeOf(text.due, words(fields.due, 'full'))}
            >
              {words(fields.due, 'full')}
            </Chip>
          }
        />
        <IconButton icon={Ellipsis} size="sm" label={text.moreOptions} onClick={() => add({ roomId: room.id })} />
        <span className="end row g1">
          <Button size="sm" variant="ghost" onClick={onClose}>
            {ui.close}
          </Button>
          <Button size="sm" variant="primary" type="submit" busy={create.busy} disabled={!canAdd}>
            {text.create}
          </Button>
        </span>
      </div>
    </form>
  )
}
