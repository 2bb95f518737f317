import type { api, File, InputOf, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { fileColumns } from '../files/view.ts'
import { type Shown, searchItems } from './findItems.ts'
import { fileLine } from './items.ts'
import { placesAsRows } from './place.ts'

type Search = typeof api.search.files

const RATE = { count: 120, seconds: 60 }

const SHOWN: Shown<File> = {
  kind: 'file',
  async read(db, places) {
    const { rows } = await sql<File>`
      select ${fileColumns} from ${placesAsRows(places)} join file f on f.room_id = p.room_id and f.id = p.number order by p.ord
    `.execute(db)
    return rows
  },
  line: fileLine,
  people: ({ accountId }) => [accountId],
}

export async function files(app: App, actor: Actor, input: InputOf<Search>): Promise<OutputOf<Search>> {
  await app.limits.take(`search.files:${actor.accountId}`, RATE)
  return searchItems(app, actor.accountId, input, SHOWN)
}
