import type { api, InputOf, Task } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { findRoom } from '../rooms/read.ts'
import { refuseDeleted } from './change.ts'
import { readTask } from './read.ts'

export async function get(app: App, actor: Actor, { roomId, id }: InputOf<typeof api.tasks.get>): Promise<Task> {
  await findRoom(app.db, actor.accountId, roomId)
  const task = await readTask(app.db, roomId, id)
  refuseDeleted(task)
  return task
}
