import type { Task } from '@naniwa/contract'
import { useMemo } from 'react'
import type { TaskView } from '../frame/paths.ts'
import { belongs, passes, type Tab, type TaskFilter } from './filter.ts'
import { useAllTasks, useHere, useWanted } from './use-tasks.ts'

export interface ShownTasks {
  /** Those of the tab, and those of them that pass the filter. */
  ofTab: readonly Task[]
  tasks: readonly Task[]
  counts: Record<'mine' | 'asked', number>
  /** Nothing is missing from them. */
  isWhole: boolean
}

export interface Choice {
  view: TaskView
  tab: Tab
  filter: TaskFilter
  /** The calendar shows done ones where they were due. */
  withDone: boolean
  myId: number
}

/** Done ones stand on the board for this long; ms. */
const RECENT = 14 * 24 * 60 * 60 * 1_000

/** What the page shows of all tasks that are known. */
export function useShownTasks({ view, tab, filter, withDone, myId }: Choice): ShownTasks {
  const all = useAllTasks()
  const here = useHere()
  const wantsDone = tab === 'done' || view === 'board' || (view === 'calendar' && withDone)
  const whole = { mine: useWanted('mine'), asked: useWanted('asked'), done: useWanted(wantsDone ? 'done' : null) }
  const counts = useMemo(() => {
    const count = (one: 'mine' | 'asked') => all.filter((task) => belongs(task, one, myId)).length
    return { mine: count('mine'), asked: count('asked') }
  }, [all, myId])
  const ofTab = useMemo(() => {
    if (view === 'list' || tab === 'done') return all.filter((task) => belongs(task, tab, myId))
    const since = view === 'board' ? here.now - RECENT : withDone ? 0 : Number.POSITIVE_INFINITY
    const isShown = ({ status, doneAt }: Task) => status === 'open' || (doneAt ?? 0) >= since
    // As it belonged here before it was done.
    return all.filter((task) => isShown(task) && belongs({ ...task, status: 'open' }, tab, myId))
  }, [all, view, tab, withDone, myId, here])
  const tasks = useMemo(() => ofTab.filter((task) => passes(task, filter, myId, here)), [ofTab, filter, myId, here])
  return { ofTab, tasks, counts, isWhole: whole[tab] }
}
