import { type Due, REMINDER_LIMIT, type Reminder } from '@naniwa/contract'
import { Bell, Plus, X } from 'lucide-react'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuItem, MenuLine, MenuTick } from '../../ui/Menu.tsx'
import { reminderWords } from '../words.ts'

export interface RemindersProps {
  value: readonly Reminder[]
  due: Due
  onValue: (reminders: Reminder[]) => void
  /** Whether they may be changed. */
  look: 'editable' | 'still'
}

const HOUR = 60
const DAY = 24 * HOUR
const offered = [15, HOUR, 3 * HOUR, DAY, 3 * DAY, 7 * DAY, 0, -HOUR, -DAY]

/** When its assignee is reminded, before and after it is due. */
export function Reminders({ value, due, onValue, look }: RemindersProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const words = (reminder: Pick<Reminder, 'before'>) => reminderWords(reminder, format, text)
  const sorted = [...value].sort((a, b) => b.before - a.before)
  if (look === 'still') return <>{sorted.length === 0 ? text.noReminder : sorted.map(words).join(' · ')}</>
  if (due.type === 'none' && value.length === 0) return <span className="muted">{text.remindNeedsDue}</span>
  return (
    <span className="row wrap g1">
      {sorted.map((reminder) => (
        <span key={`${reminder.before}${reminder.workdays}`} className="chip can-remove">
          <Icon of={Bell} size="xs" />
          {words(reminder)}
          <button
            type="button"
            className="ib"
            aria-label={text.removeReminder(words(reminder))}
            onClick={() => onValue(value.filter((other) => other !== reminder))}
          >
            <Icon of={X} size="xs" />
          </button>
        </span>
      ))}
      {value.length < REMINDER_LIMIT && <Adding value={value} due={due} onValue={onValue} />}
    </span>
  )
}

function Adding({ value, due, onValue }: Omit<RemindersProps, 'look'>) {
  const { tasks: text } = useText()
  const format = useFormat()
  const known = new Set(value.map(({ before }) => before))
  const workdays = value.length > 0 && value.every((reminder) => reminder.workdays)
  return (
    <Menu trigger={<IconButton icon={Plus} size="xs" label={text.addReminder} />}>
      {offered
        .filter((before) => !known.has(before))
        .map((before) => (
          <MenuItem key={before} onSelect={() => onValue([...value, { before, workdays }])}>
            {reminderWords({ before }, format, text)}
          </MenuItem>
        ))}
      {value.length > 0 && (
        <>
          <MenuLine />
          <MenuTick
            checked={workdays}
            onCheck={(isOn) => onValue(value.map((reminder) => ({ ...reminder, workdays: isOn })))}
          >
            {text.onWorkdays}
          </MenuTick>
        </>
      )}
      {due.type === 'date' && <p className="gh">{text.dateHour}</p>}
    </Menu>
  )
}
