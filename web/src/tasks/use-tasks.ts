import type { Task } from '@naniwa/contract'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { failureOf } from '../live/action.ts'
import { useClient, useStatus, useTopic } from '../live/client.ts'
import type { TaskList } from '../sync/tasks.ts'
import type { Failure } from '../text/failure.ts'
import { bucketOf, bySoonest, type Here, hereAt } from './dates.ts'

/** Dates are told as the device has them, as everywhere in the product. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

const MINUTE = 60_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listen: () => void): () => void {
  listeners.add(listen)
  timer ??= setInterval(() => {
    for (const one of listeners) one()
  }, MINUTE / 4)
  return () => {
    listeners.delete(listen)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

let known: { readonly minute: number; readonly here: Here } | undefined

/** To ask where the device is costs more than to draw a row: once a minute for all of them. */
function hereNow(): Here {
  const minute = Math.floor(Date.now() / MINUTE)
  if (known?.minute !== minute) known = { minute, here: hereAt(minute * MINUTE, deviceZone()) }
  return known.here
}

/** When and where the reader is; a new one with every minute. */
export function useHere(): Here {
  return useSyncExternalStore(subscribe, hereNow)
}

/** Keeps a list whole while it is in sight; answers whether it is. */
export function useWanted(list: TaskList | null): boolean {
  const client = useClient()
  const isLive = useStatus().kind === 'live'
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was wanted without a connection is asked for with one
  useEffect(() => (list === null ? undefined : client.tasks.want(list)), [client, list, isLive])
  return useTopic('tasks', () => list === null || client.tasks.isWhole(list))
}

export function useAllTasks(): readonly Task[] {
  return useTopic('tasks', (client) => client.tasks.all())
}

export function useRoomTasks(roomId: number): readonly Task[] {
  return useTopic('tasks', (client) => client.tasks.room(roomId))
}

/** How many open tasks one has, and how many of them are late. */
export function useTaskCounts(): { open: number; late: number } {
  const client = useClient()
  useWanted('mine')
  const all = useAllTasks()
  const here = useHere()
  const open = useTopic('rooms', () => client.rooms.totals().tasks)
  const late = useMemo(() => {
    const isMine = (task: Task) => task.accountId === client.accountId && task.status === 'open'
    return all.filter((task) => isMine(task) && bucketOf(task.due, here) === 'late').length
  }, [all, here, client])
  return { open, late }
}

/** Sorted by when they are due. */
export function useSorted(tasks: readonly Task[]): readonly Task[] {
  return useMemo(() => [...tasks].sort(bySoonest(deviceZone())), [tasks])
}

export interface FoundTask {
  task: Task | undefined
  /** Why it cannot be shown; `not_found` also for one that was deleted. */
  failure: Failure | null
}

/** One task, asked for where it is not known. */
export function useTask(roomId: number, id: number): FoundTask {
  const client = useClient()
  const isLive = useStatus().kind === 'live'
  const task = useTopic('tasks', () => client.tasks.get(roomId, id))
  const isDeleted = useTopic('tasks', () => client.tasks.isDeleted(roomId, id))
  const [failure, setFailure] = useState<Failure | null>(null)
  const isKnown = task !== undefined || isDeleted
  useEffect(() => {
    if (isKnown || !isLive) return
    let isCurrent = true
    setFailure(null)
    client.tasks.fetch(roomId, id).catch((error: unknown) => isCurrent && setFailure(failureOf(error)))
    return () => {
      isCurrent = false
    }
  }, [client, roomId, id, isKnown, isLive])
  return { task, failure: isDeleted ? 'not_found' : task ? null : failure }
}
