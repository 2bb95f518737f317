import { addDays, type Due, dueDay, instantOf, localTime } from '@naniwa/contract'
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Input } from '../../ui/Input.tsx'
import { Chip } from '../../ui/Label.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { clockText, type Here, readClock, weekEnd } from '../dates.ts'
import { useHere } from '../use-tasks.ts'
import { MonthGrid } from './MonthGrid.tsx'

export interface DuePickerProps {
  value: Due
  onValue: (due: Due) => void
  trigger: ReactElement<Record<string, unknown>>
  align?: 'start' | 'end'
}

/** None, a date, or a date and time. What was chosen counts when it is closed; Esc leaves all as it was. */
export function DuePicker({ value, onValue, trigger, align = 'start' }: DuePickerProps) {
  const { tasks: text } = useText()
  const here = useHere()
  const [isOpen, setOpen] = useState(false)
  const chosen = useRef<Due | null>(null)

  function onOpenChange(open: boolean) {
    setOpen(open)
    const due = chosen.current
    chosen.current = null
    if (!open && due && JSON.stringify(due) !== JSON.stringify(value)) onValue(due)
  }

  return (
    <Popover label={text.setDue} align={align} open={isOpen} onOpenChange={onOpenChange} trigger={trigger}>
      <Choosing
        value={value}
        here={here}
        onChoose={(due) => {
          chosen.current = due
        }}
        onDone={() => onOpenChange(false)}
        onCancel={() => {
          chosen.current = null
        }}
      />
    </Popover>
  )
}

interface ChoosingProps {
  value: Due
  here: Here
  onChoose: (due: Due | null) => void
  onDone: () => void
  onCancel: () => void
}

function Choosing({ value, here, onChoose, onDone, onCancel }: ChoosingProps) {
  const { tasks: text, ui } = useText()
  const [day, setDay] = useState(dueDay(value, here.zone))
  const [typed, setTyped] = useState(value.type === 'time' ? clockText(localTime(value.at, here.zone).clock) : '')
  const clock = readClock(typed)
  const isWrong = typed.trim() !== '' && clock === null

  function choose(nextDay: string | null, nextTyped: string) {
    setDay(nextDay)
    setTyped(nextTyped)
    const isUnreadable = nextTyped.trim() !== '' && readClock(nextTyped) === null
    onChoose(isUnreadable ? null : dueOf(nextDay, readClock(nextTyped), here.zone))
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') onCancel()
    const isIn = event.target instanceof HTMLInputElement
    if (event.key !== 'Enter' || !isIn || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    if (!isWrong) onDone()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys go on from what is inside
    <div className="duepick" onKeyDown={onKeyDown}>
      <QuickDays
        here={here}
        day={day}
        onDay={(next) => {
          choose(next, next === null ? '' : typed)
          if (next === null) onDone()
        }}
      />
      <MonthGrid key={day} value={day} here={here} onValue={(next) => choose(next, typed)} />
      <div className="row top">
        <Field label={text.time} error={isWrong ? text.timeWrong : undefined} className="grow">
          <Input
            inputMode="numeric"
            autoComplete="off"
            placeholder={text.timeExample}
            value={typed}
            onChange={(event) => choose(day ?? here.today, event.target.value)}
          />
        </Field>
        <Button className="settle" onClick={onDone} disabled={isWrong}>
          {ui.save}
        </Button>
      </div>
    </div>
  )
}

function QuickDays({ here, day, onDay }: { here: Here; day: string | null; onDay: (day: string | null) => void }) {
  const { tasks: text } = useText()
  const sunday = weekEnd(here.today)
  const friday = addDays(sunday, -2)
  const quick: [string, string | null][] = [
    [text.today, here.today],
    [text.tomorrow, addDays(here.today, 1)],
    ...(friday > addDays(here.today, 1) ? [[text.endOfWeek, friday] as [string, string]] : []),
    [text.nextMonday, addDays(sunday, 1)],
    [text.never, null],
  ]
  return (
    <div className="row wrap">
      {quick.map(([name, one]) => (
        <Chip key={name} pressed={day === one} onClick={() => onDay(one)}>
          {name}
        </Chip>
      ))}
    </div>
  )
}

function dueOf(day: string | null, clock: number | null, zone: string): Due {
  if (day === null) return { type: 'none' }
  if (clock === null) return { type: 'date', date: day }
  return { type: 'time', at: instantOf({ day, clock }, zone) }
}
