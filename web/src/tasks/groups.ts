import { localTime, type Task } from '@naniwa/contract'
import { bucketOf, buckets, byLatest, bySoonest, type Here, weekEnd } from './dates.ts'

export type GroupKey = (typeof buckets)[number] | 'doneToday' | 'doneWeek' | 'doneBefore'

export interface TaskGroup {
  readonly key: GroupKey
  readonly tasks: readonly Task[]
}

/** Open tasks by how near they are; done ones by how long ago. Groups without any are left out. */
export function groupsOf(tasks: readonly Task[], kind: 'open' | 'done', here: Here): TaskGroup[] {
  const keys: readonly GroupKey[] = kind === 'open' ? buckets : ['doneToday', 'doneWeek', 'doneBefore']
  const sorted = [...tasks].sort(kind === 'open' ? bySoonest(here.zone) : byLatest)
  const byKey = Map.groupBy(sorted, (task) => (kind === 'open' ? bucketOf(task.due, here) : doneGroup(task, here)))
  return keys.flatMap((key) => {
    const held = byKey.get(key)
    return held ? [{ key, tasks: held }] : []
  })
}

function doneGroup({ doneAt }: Task, { zone, today }: Here): GroupKey {
  const day = localTime(doneAt ?? 0, zone).day
  if (day >= today) return 'doneToday'
  return weekEnd(day) === weekEnd(today) ? 'doneWeek' : 'doneBefore'
}
