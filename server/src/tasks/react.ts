import type { Task } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import type { Reactor } from '../events/react.ts'
import { inAnyRoom, saveClock } from '../rooms/lock.ts'
import { setAlarms } from './alarm.ts'
import { taskColumns } from './view.ts'
import { eraseTask } from './write.ts'

/** Whoever leaves a room, or is taken out of it, leaves none of its open tasks behind; done ones stay as a record. */
export const leftTasksReactor: Reactor = {
  name: 'left-tasks',
  topic: 'left',
  concurrency: 2,
  handle: (app, { roomId = 0, id }) => eraseLeft(app, roomId, Number(id)),
}

/** Moves what is to happen at the local time of somebody who is elsewhere now. */
export const zoneTasksReactor: Reactor = {
  name: 'zone-tasks',
  topic: 'time_zone',
  concurrency: 2,
  seconds: 10 * 60,
  handle: (app, { accountId = 0 }) => moveAlarms(app, accountId),
}

/** Tasks erased in one transaction, so that nobody waits long for the room. */
const BATCH = 50

async function eraseLeft(app: App, roomId: number, accountId: number): Promise<void> {
  let left = BATCH
  while (left === BATCH) {
    left = 0
    await inAnyRoom(app, roomId, async (tx, room) => {
      const ids = await readLeft(tx, roomId, accountId)
      for (const id of ids) await eraseTask(tx, room, id)
      if (ids.length > 0) await saveClock(tx, room)
      left = ids.length
    })
  }
}

/** None if they are back already. */
async function readLeft(tx: Transaction, roomId: number, accountId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select t.id from task t join member m on m.room_id = t.room_id and m.account_id = t.account_id
    where t.room_id = ${roomId} and t.account_id = ${accountId} and t.status = 'open' and t.deleted_at is null
      and m.role is null
    order by t.id limit ${BATCH}
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** A transaction per room: none is held longer than its own change takes. */
async function moveAlarms(app: App, accountId: number): Promise<void> {
  const hasAlarms = sql`t.account_id = ${accountId} and t.deleted_at is null
    and ((t.status = 'open' and t.reminders <> '[]') or t.recurrence is not null)`
  const { rows } = await sql<{ roomId: number }>`
    select x.room_id from account_room x
    where x.account_id = ${accountId} and exists (select from task t where t.room_id = x.room_id and ${hasAlarms})
    order by x.room_id
  `.execute(app.db)
  for (const { roomId } of rows) {
    await inAnyRoom(app, roomId, async (tx, room) => {
      const tasks = await sql<Task>`
        select ${taskColumns} from task t where t.room_id = ${roomId} and ${hasAlarms}
      `.execute(tx)
      if (tasks.rows.length > 0) await setAlarms(tx, room, tasks.rows)
    })
  }
}
