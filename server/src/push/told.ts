import type { Task } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import type { App } from '../context.ts'
import { readTask } from '../tasks/read.ts'
import { type Device, deviceColumns } from './device.ts'
import type { Reminded, Requested } from './news.ts'

export interface RemindedDevice extends Device {
  readonly task: Task
}

/** Nobody's once the task is done, gone or somebody else's, or its assignee has left the room. */
export async function readReminded(
  app: App,
  { roomId, taskId }: Reminded,
  one: RawBuilder<boolean>,
): Promise<RemindedDevice[]> {
  const { rows } = await sql<Device>`
    select ${deviceColumns(app.clock.now())}
    from push_device d join account a on a.id = d.account_id
    join member m on m.room_id = ${roomId} and m.account_id = d.account_id and m.role is not null
    join room r on r.id = m.room_id and r.deleted_at is null
    where d.which <> 'off' and ${one}
  `.execute(app.db)
  if (rows.length === 0) return []
  const task = await readTask(app.db, roomId, taskId)
  if (task.deleted || task.status === 'done') return []
  return rows.filter(({ accountId }) => accountId === task.accountId).map((device) => ({ ...device, task }))
}

export interface RequestedDevice extends Device {
  /** How many wait for an answer. */
  readonly waiting: number
}

/** Nobody's once it is answered or taken back. */
export async function readRequested(
  app: App,
  { requestId }: Requested,
  one: RawBuilder<boolean>,
): Promise<RequestedDevice[]> {
  const { rows } = await sql<RequestedDevice>`
    select ${deviceColumns(app.clock.now())},
      (select count(*)::int from contact c where c.account_id = d.account_id and c.standing = 'incoming') as waiting
    from push_device d join account a on a.id = d.account_id
    where d.which <> 'off' and ${one} and exists (
      select from contact c
      where c.account_id = d.account_id and c.request_id = ${requestId} and c.standing = 'incoming'
    )
  `.execute(app.db)
  return rows
}
