import { can, dueDay, type Me, plainText } from '@naniwa/contract'
import { Calendar, ChevronDown, Repeat, WifiOff } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useId, useMemo, useState } from 'react'
import { useClient, useMe, useRoom, useStatus, useTopic } from '../live/client.ts'
import { readLetter } from '../messages/composer/letter.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { roomCalled, roomName } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import type { Shown } from '../rooms/shown.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Segmented } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Banner } from '../ui/Feedback.tsx'
import { Field } from '../ui/Field.tsx'
import { Finder } from '../ui/Finder.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { TextArea } from '../ui/Input.tsx'
import { Popover } from '../ui/Popover.tsx'
import type { NewTask } from './dialogs.ts'
import { AssigneesField } from './form/AssigneesField.tsx'
import { Checklist } from './form/Checklist.tsx'
import { DuePicker } from './form/DuePicker.tsx'
import { isComplete, type TaskFields } from './form/fields.ts'
import { Reminders } from './form/Reminders.tsx'
import { RepeatPicker } from './form/RepeatPicker.tsx'
import { useFields } from './form/use-fields.ts'
import { deviceZone } from './use-tasks.ts'
import { repeatWords, useDueWords } from './words.ts'

export interface AddTaskDialogProps extends Shown {
  begin: NewTask
}

/** A new task, with all that can be said about one. */
export function AddTaskDialog({ open, onOpenChange, begin }: AddTaskDialogProps) {
  const { tasks: text, ui } = useText()
  const form = useId()
  const me = useMe()
  const isLive = useStatus().kind === 'live'
  const [isTried, setTried] = useState(false)
  const { fields, change, create } = useFields(placeOf(begin), useBegin(begin), onOpenChange)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (!isComplete(fields)) return focusFirstWrong(event.currentTarget)
    if (!create.busy) void create.run(fields)
  }
  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    const isSending = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (!isSending || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }

  if (!me) return null
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.newTitle}
      footer={
        <>
          <Button className="end" onClick={onOpenChange}>
            {ui.cancel}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={create.busy}>
            {text.create}
          </Button>
        </>
      }
    >
      <FailureNote failure={create.failure} />
      {!isLive && (
        <Banner shape="box" icon={WifiOff}>
          {text.offlineKept}
        </Banner>
      )}
      <form id={form} className="taskform" noValidate onSubmit={submit} onKeyDown={onKeyDown}>
        <MainFields
          fields={fields}
          change={change}
          isTried={isTried}
          me={me}
          fixesRoom={(begin.roomId ?? begin.file) !== undefined}
        />
        <DetailFields fields={fields} change={change} />
      </form>
    </Dialog>
  )
}

/** Something begun from a message or a file is another thing than something begun on the page. */
function placeOf({ message, file, roomId }: NewTask): string {
  if (file) return `file:${file.roomId}-${file.id}`
  return message ? `message:${message.roomId}-${message.id}` : `dialog:${roomId ?? ''}`
}

function useBegin({ roomId, due, priority, message, file }: NewTask): Partial<TaskFields> {
  const client = useClient()
  return useMemo(() => {
    const own = client.rooms.all().find(({ type }) => type === 'my')
    const place = file?.roomId ?? message?.roomId ?? roomId ?? own?.id
    const name = (accountId: number) => client.people.get(accountId, place)?.name
    const words = message && plainText(readLetter(message.body).words, { name, quoteLength: 0 }).trim()
    const body = file?.name ?? words
    return {
      ...(place !== undefined && { roomId: place }),
      ...(due && { due }),
      ...(priority && { priority }),
      ...(body !== undefined && { body }),
      ...(message && { messageId: message.id }),
    }
  }, [client, roomId, due, priority, message, file])
}

interface FieldsProps {
  fields: TaskFields
  change: (changes: Partial<TaskFields>) => void
}

interface MainFieldsProps extends FieldsProps {
  isTried: boolean
  me: Me
  fixesRoom: boolean
}

function MainFields({ fields, change, isTried, me, fixesRoom }: MainFieldsProps) {
  const { tasks: text } = useText()
  const words = useDueWords()
  const room = useRoom(fields.roomId ?? 0)
  const isMissing = (isWrong: boolean, what: string) => (isTried && isWrong ? what : undefined)
  return (
    <>
      <Field label={text.body} error={isMissing(fields.body.trim() === '', text.bodyMissing)}>
        <TextArea value={fields.body} rows={2} onChange={(event) => change({ body: event.target.value })} />
      </Field>
      {!fixesRoom && fields.messageId === undefined && (
        <RoomField
          value={fields.roomId}
          error={isMissing(fields.roomId === null, text.roomMissing)}
          onValue={(roomId) =>
            change({ roomId, people: fields.people.filter(({ accountId }) => accountId === me.accountId) })
          }
        />
      )}
      {fields.roomId !== null && room?.type !== 'my' && (
        <AssigneesField
          roomId={fields.roomId}
          value={fields.people}
          onValue={(people) => change({ people })}
          error={isMissing(fields.people.length === 0, text.toWhomMissing)}
        />
      )}
      <div className="row wrap g4 top">
        <div className="field">
          <span className="label">{text.due}</span>
          <DuePicker
            value={fields.due}
            onValue={(due) => change({ due })}
            trigger={
              <Button icon={Calendar} iconAfter={ChevronDown}>
                {words(fields.due, 'full')}
              </Button>
            }
          />
        </div>
        <div className="field">
          <span className="label">{text.priority}</span>
          <Segmented
            label={text.priority}
            value={fields.priority}
            onValue={(priority) => change({ priority })}
            options={(['low', 'normal', 'high'] as const).map((value) => ({ value, text: text.priorities[value] }))}
          />
        </div>
      </div>
    </>
  )
}

function DetailFields({ fields, change }: FieldsProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const { checklist, recurrence, reminders, due } = fields
  const isUsed = checklist.length > 0 || recurrence !== null || reminders.length > 0
  const [isOpen, setOpen] = useState(isUsed)
  if (!isOpen) {
    return (
      <Button variant="ghost" size="sm" className="unfolds" iconAfter={ChevronDown} onClick={() => setOpen(true)}>
        {text.moreOptions}
      </Button>
    )
  }
  const repeats = recurrence ? repeatWords(recurrence, dueDay(due, deviceZone()), format, text) : text.noRepeat
  return (
    <>
      <div className="row wrap g4 top">
        <div className="field">
          <span className="label">{text.repeat}</span>
          <RepeatPicker
            value={recurrence}
            due={due}
            onValue={(next) => change({ recurrence: next })}
            trigger={
              <Button icon={Repeat} iconAfter={ChevronDown}>
                {repeats}
              </Button>
            }
          />
        </div>
        <div className="field grow">
          <span className="label">{text.reminders}</span>
          <Reminders value={reminders} due={due} look="editable" onValue={(next) => change({ reminders: next })} />
        </div>
      </div>
      <div className="field">
        <span className="label">{text.checklist}</span>
        <Checklist
          items={checklist}
          look="editable"
          onItems={(items) => change({ checklist: items })}
          onCheck={(item, done) =>
            change({ checklist: checklist.map((one) => (one === item ? { ...one, done } : one)) })
          }
        />
      </div>
    </>
  )
}

interface RoomFieldProps {
  value: number | null
  onValue: (roomId: number) => void
  error: string | undefined
}

function RoomField({ value, onValue, error }: RoomFieldProps) {
  const text = useText()
  const [isOpen, setOpen] = useState(false)
  const room = useRoom(value ?? 0)
  const me = useMe()
  const options = useWritableRooms()
  return (
    <Field label={text.tasks.room} error={error}>
      <Popover
        label={text.tasks.pickRoom}
        body="fill"
        open={isOpen}
        onOpenChange={setOpen}
        trigger={
          <Button iconAfter={ChevronDown} className="pickroom" aria-invalid={error ? true : undefined}>
            {room ? (
              <span className="row">
                <RoomFace room={room} size={20} mark="none" />
                <span className="clip">{roomName(room, me?.accountId ?? 0, text)}</span>
              </span>
            ) : (
              text.tasks.pickRoom
            )}
          </Button>
        }
      >
        <Finder
          label={text.tasks.findRoom}
          options={options}
          nothing={text.tasks.noRoom}
          chosen={value ?? undefined}
          onPick={(roomId) => {
            setOpen(false)
            onValue(roomId)
          }}
        />
      </Popover>
    </Field>
  )
}

/** Rooms one may ask people in, those that moved last first. */
function useWritableRooms() {
  const text = useText()
  const client = useClient()
  const me = useMe()
  const totals = useTopic('rooms', () => client.rooms.totals())
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked up again when rooms have moved
  return useMemo(() => {
    const rooms = client.rooms.all().filter((room) => can.assign(room))
    rooms.sort((a, b) => Number(b.type === 'my') - Number(a.type === 'my') || b.activeAt - a.activeAt)
    return rooms.map((room) => ({
      value: room.id,
      ...roomCalled(room, me?.accountId ?? 0, text),
      before: <RoomFace room={room} size={20} mark="none" />,
    }))
  }, [client, me, text, totals])
}
