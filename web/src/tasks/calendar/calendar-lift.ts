import type { Task } from '@naniwa/contract'
import { dueDay } from '@naniwa/contract'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { momentOf, movedTo } from '../dates.ts'
import { dayStep } from '../form/MonthGrid.tsx'
import { keyOf, useLift } from '../lift.ts'
import { useTaskVerbs } from '../task-verbs.ts'
import { useHere } from '../use-tasks.ts'
import { usePlainTitle } from '../words.ts'

export type CalendarLift = ReturnType<typeof useLift>

/** Carries tasks from day to day; those without one, too. */
export interface CalendarLiftOptions {
  tasks: readonly Task[]
  /** A day that may be of another month. */
  onOver: (day: string) => void
}

export function useCalendarLift({ tasks, onOver }: CalendarLiftOptions): CalendarLift {
  const { tasks: text } = useText()
  const here = useHere()
  const titleOf = usePlainTitle()
  const dayName = useDayName()
  const { edit, mayChange } = useTaskVerbs()
  return useLift({
    find: (key) => tasks.find((task) => keyOf(task) === key),
    placeOf: (task) => dueDay(task.due, here.zone) ?? 'none',
    mayLift: (task) => task.status === 'open' && mayChange(task),
    step: (key, over) => {
      const next = dayStep(key, over === 'none' ? here.today : over)
      if (next !== null) onOver(next)
      return next
    },
    onDrop: (task, over) => void edit(task, { due: movedTo(task.due, over, here.zone) }),
    words: {
      lifted: (task, over) => text.liftedDay(titleOf(task), dayName(over)),
      over: (over) => text.over(dayName(over)),
      returned: (task) => text.returned(titleOf(task)),
    },
  })
}

export function useDayName(): (day: string) => string {
  const { tasks: text } = useText()
  const format = useFormat()
  const here = useHere()
  return (day) => (day === 'none' ? text.dueNone : format.weekday(momentOf(day), here.now))
}
