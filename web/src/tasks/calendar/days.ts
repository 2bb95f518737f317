import { dueDay, dueTime, type Task } from '@naniwa/contract'

/** Tasks by the day on which they are due; of a day those to be done before the others, by their time. */
export function byDay(tasks: readonly Task[], zone: string): Map<string, Task[]> {
  const days = new Map<string, Task[]>()
  for (const task of tasks) {
    const day = dueDay(task.due, zone)
    if (day === null) continue
    const held = days.get(day)
    if (held) held.push(task)
    else days.set(day, [task])
  }
  for (const held of days.values()) held.sort((a, b) => order(a, zone) - order(b, zone) || a.id - b.id)
  return days
}

function order(task: Task, zone: string): number {
  const late = task.status === 'done' ? 1e15 : 0
  return late + (dueTime(task.due, zone) ?? 0)
}
