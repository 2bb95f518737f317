import { addDays, holidayNames, holidayOf, weekdayOf } from '@naniwa/contract'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useFormat } from '../../text/format.ts'
import { useLanguage } from '../../text/language.ts'
import { useText } from '../../text/text.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { type Here, momentOf, monthOf, weeksOf } from '../dates.ts'

export interface MonthGridProps {
  value: string | null
  onValue: (day: string) => void
  here: Here
}

/** Days of a month to choose from. Arrows move by day and week, PageUp and PageDown by month. */
export function MonthGrid({ value, onValue, here }: MonthGridProps) {
  const { tasks: text } = useText()
  const [month, setMonth] = useState(monthOf(value ?? here.today))
  const [stop, setStop] = useState(value ?? here.today)
  const grid = useRef<HTMLDivElement>(null)

  function show(day: string) {
    setStop(day)
    setMonth(monthOf(day))
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus())
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = dayStep(event.key, stop)
    if (step === null) return
    event.preventDefault()
    show(step)
  }

  const weeks = weeksOf(month)
  const hasStop = weeks.some((week) => week.includes(stop))
  return (
    <div className="mgrid">
      <div className="row">
        <b aria-live="polite">{text.month(String(Math.floor(month / 12)), String((month % 12) + 1))}</b>
        <span className="end row g1">
          <IconButton icon={ChevronLeft} size="sm" label={text.previousMonth} onClick={() => setMonth(month - 1)} />
          <IconButton icon={ChevronRight} size="sm" label={text.nextMonth} onClick={() => setMonth(month + 1)} />
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of days, as date pickers are */}
      <div role="grid" aria-label={text.due} tabIndex={-1} ref={grid} onKeyDown={onKeyDown}>
        <Weekdays />
        {weeks.map((week) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: the days take the focus
          <div role="row" key={week[0]}>
            {week.map((day) => (
              <DayCell
                key={day}
                day={day}
                isOther={monthOf(day) !== month}
                isChosen={day === value}
                isStop={hasStop ? day === stop : day === week[0] && week === weeks[0]}
                here={here}
                onPick={() => {
                  setStop(day)
                  onValue(day)
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

function Weekdays() {
  const { tasks: text } = useText()
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: a head takes no focus
    <div role="row">
      {[1, 2, 3, 4, 5, 6, 0].map((weekday) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: a head takes no focus
        <span role="columnheader" key={weekday} aria-label={text.weekdayNames[weekday]}>
          {text.weekdays[weekday]}
        </span>
      ))}
    </div>
  )
}

interface DayCellProps {
  day: string
  isOther: boolean
  isChosen: boolean
  isStop: boolean
  here: Here
  onPick: () => void
}

function DayCell({ day, isOther, isChosen, isStop, here, onPick }: DayCellProps) {
  const format = useFormat()
  const language = useLanguage()
  const holiday = holidayOf(day)
  const name = holiday ? holidayNames[language][holiday] : ''
  const isRest = weekdayOf(day) === 0 || holiday !== null
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
    <span role="gridcell" aria-selected={isChosen}>
      <button
        type="button"
        className={classes('mday', isOther && 'out', isRest && 'rest', day === here.today && 'now')}
        aria-label={[format.weekday(momentOf(day), here.now), name].filter(Boolean).join(' ')}
        aria-pressed={isChosen}
        title={name || undefined}
        data-day={day}
        tabIndex={isStop ? 0 : -1}
        onClick={onPick}
      >
        {Number(day.slice(8))}
      </button>
    </span>
  )
}

/** Where a key leads from a day; null: it is none of these. */
export function dayStep(key: string, day: string): string | null {
  const place = (weekdayOf(day) + 6) % 7
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -7,
    ArrowDown: 7,
    Home: -place,
    End: 6 - place,
    PageUp: -28,
    PageDown: 28,
  }
  const step = steps[key]
  return step === undefined ? null : addDays(day, step)
}
