import { type Due, dueDay, nextDays, type Recurrence, weekdayOf } from '@naniwa/contract'
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Checkbox, RadioGroup, Segmented, Switch } from '../../ui/Choice.tsx'
import { Chip } from '../../ui/Label.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { Select } from '../../ui/Select.tsx'
import { type Here, momentOf } from '../dates.ts'
import { useHere } from '../use-tasks.ts'

export interface RepeatPickerProps {
  value: Recurrence | null
  /** What is repeated is due some day. */
  due: Due
  onValue: (recurrence: Recurrence | null) => void
  trigger: ReactElement<Record<string, unknown>>
}

const weekly: Recurrence = { every: 'week', interval: 1, weekdays: [], next: 'done', workdays: false }
const monday = [1, 2, 3, 4, 5, 6, 0]

/** How a task comes again. What was chosen counts when it is closed; Esc leaves all as it was. */
export function RepeatPicker({ value, due, onValue, trigger }: RepeatPickerProps) {
  const { tasks: text } = useText()
  const here = useHere()
  const [isOpen, setOpen] = useState(false)
  const chosen = useRef<{ recurrence: Recurrence | null } | null>(null)

  function onOpenChange(open: boolean) {
    setOpen(open)
    const made = chosen.current
    chosen.current = null
    if (!open && made && JSON.stringify(made.recurrence) !== JSON.stringify(value)) onValue(made.recurrence)
  }

  return (
    <Popover label={text.repeat} open={isOpen} onOpenChange={onOpenChange} trigger={trigger}>
      {due.type === 'none' ? (
        <p className="hint">{text.needsDue}</p>
      ) : (
        <Choosing
          value={value}
          day={dueDay(due, here.zone) ?? here.today}
          here={here}
          onChoose={(recurrence) => {
            chosen.current = { recurrence }
          }}
          onCancel={() => {
            chosen.current = null
          }}
        />
      )}
    </Popover>
  )
}

interface ChoosingProps {
  value: Recurrence | null
  day: string
  here: Here
  onChoose: (recurrence: Recurrence | null) => void
  onCancel: () => void
}

function Choosing({ value, day, here, onChoose, onCancel }: ChoosingProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const [rule, setRule] = useState(value)

  function choose(next: Recurrence | null) {
    setRule(next)
    onChoose(next)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') onCancel()
  }

  const units = (['day', 'week', 'month', 'year'] as const).map((unit) => ({ value: unit, text: text.units[unit] }))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys go on from what is inside
    <div className="repeatpick" onKeyDown={onKeyDown}>
      <div className="row">
        <span className="label">{text.repeat}</span>
        <span className="end">
          <Switch
            label={text.repeat}
            checked={rule !== null}
            onCheck={(isOn) => choose(isOn ? (value ?? { ...weekly, weekdays: [weekdayOf(day)] }) : null)}
          />
        </span>
      </div>
      {rule && (
        <>
          <Segmented
            label={text.every}
            value={rule.every}
            onValue={(every) => choose({ ...rule, every, weekdays: every === 'week' ? [weekdayOf(day)] : [] })}
            options={units}
          />
          {rule.every === 'week' && (
            <Weekdays
              chosen={rule.weekdays.length > 0 ? rule.weekdays : [weekdayOf(day)]}
              onChosen={(weekdays) => choose({ ...rule, weekdays })}
            />
          )}
          <Interval rule={rule} onRule={choose} />
          <div className="field">
            <span className="label">{text.makeNext}</span>
            <RadioGroup
              label={text.makeNext}
              value={rule.next}
              onValue={(next) => choose({ ...rule, next })}
              options={[
                { value: 'done', text: text.whenDone },
                { value: 'due', text: text.whenDue },
              ]}
            />
          </div>
          <Checkbox checked={rule.workdays} onCheck={(workdays) => choose({ ...rule, workdays })}>
            {text.workdays}
          </Checkbox>
          <p className="hint" aria-live="polite">
            {text.nextDays(nextDays(rule, day, day, 2).map((next) => format.weekday(momentOf(next), here.now)))}
          </p>
        </>
      )}
    </div>
  )
}

function Weekdays({ chosen, onChosen }: { chosen: readonly number[]; onChosen: (weekdays: number[]) => void }) {
  const { tasks: text } = useText()
  return (
    <fieldset className="weekdays" aria-label={text.onWeekdays}>
      {monday.map((weekday) => {
        const isOn = chosen.includes(weekday)
        const others = chosen.filter((one) => one !== weekday)
        return (
          <Chip
            key={weekday}
            pressed={isOn}
            aria-label={text.weekdayNames[weekday]}
            // One at least stays.
            onClick={() => (isOn && others.length === 0 ? undefined : onChosen(isOn ? others : [...others, weekday]))}
          >
            {text.weekdays[weekday]}
          </Chip>
        )
      })}
    </fieldset>
  )
}

function Interval({ rule, onRule }: { rule: Recurrence; onRule: (rule: Recurrence) => void }) {
  const { tasks: text } = useText()
  const format = useFormat()
  const counts = new Set([1, 2, 3, 4, 5, 6, 8, 10, 12, rule.interval])
  const name = (count: number) =>
    count === 1 ? text.units[rule.every] : text.intervals[rule.every](format.number(count))
  return (
    <div className="row">
      <span className="label">{text.interval}</span>
      <span className="end">
        <Select
          label={text.interval}
          value={String(rule.interval)}
          onValue={(value) => onRule({ ...rule, interval: Number(value) })}
          options={[...counts].sort((a, b) => a - b).map((count) => ({ value: String(count), text: name(count) }))}
        />
      </span>
    </div>
  )
}
