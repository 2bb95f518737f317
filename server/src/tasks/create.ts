import {
  type api,
  can,
  type Due,
  dueDay,
  type InputOf,
  type OutputOf,
  type Recurrence,
  Refusal,
} from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { readMessage } from '../messages/read.ts'
import { lockRoom, saveClock } from '../rooms/lock.ts'
import { bytesOf, readZones, requireMembers, requirePlace } from './read.ts'
import { addTasks } from './write.ts'

type Create = typeof api.tasks.create

export async function create(app: App, actor: Actor, input: InputOf<Create>): Promise<OutputOf<Create>> {
  await app.limits.take(`tasks.create:${actor.accountId}`, { count: 60, seconds: 60 })
  requireDue(input.recurrence, input.due)
  const accountIds = [...new Set(input.accountIds)]
  const { roomId, messageId, body, due, priority, checklist, recurrence, reminders } = input
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, roomId, app.clock.now())
    if (!can.assign(room)) throw new Refusal('forbidden', 'may not add tasks here')
    await requireMembers(tx, roomId, accountIds)
    if (messageId) await readMessage(tx, roomId, messageId)
    const tasks = accountIds.length
    await requirePlace(tx, roomId, { tasks, bytes: tasks * bytesOf(input) })
    const zones = await readZones(tx, accountIds)
    const fresh = accountIds.map((accountId) => ({
      ...{ accountId, assignedBy: actor.accountId, body, due, priority, checklist, recurrence, reminders, messageId },
      anchor: recurrence && dueDay(due, zones.get(accountId) ?? 'UTC'),
    }))
    const made = await addTasks(tx, room, { accountId: actor.accountId, presence: 'present' }, fresh)
    await saveClock(tx, room)
    return { tasks: made }
  })
}

/** Without a day there is nothing to count a series from. */
export function requireDue(recurrence: Recurrence | null, due: Due): void {
  if (!recurrence || due.type !== 'none') return
  const issues = [{ path: 'recurrence', message: 'a repeated task is due some day' }]
  throw new Refusal('invalid_input', 'a repeated task is due some day', { issues })
}
