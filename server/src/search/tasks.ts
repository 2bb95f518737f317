import type { api, InputOf, OutputOf, Task } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { taskColumns } from '../tasks/view.ts'
import { type Shown, searchItems } from './findItems.ts'
import { taskLine } from './items.ts'
import { placesAsRows } from './place.ts'

type Search = typeof api.search.tasks

const RATE = { count: 120, seconds: 60 }

const SHOWN: Shown<Task> = {
  kind: 'task',
  async read(db, places) {
    const { rows } = await sql<Task>`
      select ${taskColumns} from ${placesAsRows(places)} join task t on t.room_id = p.room_id and t.id = p.number order by p.ord
    `.execute(db)
    return rows
  },
  line: taskLine,
  people: ({ accountId, assignedBy }) => [accountId, assignedBy],
}

export async function tasks(app: App, actor: Actor, input: InputOf<Search>): Promise<OutputOf<Search>> {
  await app.limits.take(`search.tasks:${actor.accountId}`, RATE)
  return searchItems(app, actor.accountId, input, SHOWN)
}
