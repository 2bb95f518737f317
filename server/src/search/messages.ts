import type { api, InputOf, Message, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import type { Queries } from '../db/transaction.ts'
import { messageColumns } from '../messages/view.ts'
import { asked, NOTHING, readAuthorsOf, untilOf } from './asked.ts'
import { readBoth } from './databases.ts'
import { EFFORT, EFFORT_ON, type Effort } from './effort.ts'
import { find } from './find.ts'
import { readFresh } from './fresh.ts'
import { lineOf } from './line.ts'
import { type Place, placesAsRows, printPlace, windowOf } from './place.ts'
import { readSearchable } from './rooms.ts'
import { readLag } from './status.ts'
import { fulfils } from './terms.ts'

type Search = typeof api.search.messages

/** What a person types, letter by letter. */
const RATE = { count: 120, seconds: 60 }

export async function messages(app: App, actor: Actor, input: InputOf<Search>): Promise<OutputOf<Search>> {
  await app.limits.take(`search.messages:${actor.accountId}`, RATE)
  return searchMessages(app, actor.accountId, input)
}

/** The same for whoever asks in somebody's name. */
export async function searchMessages(
  app: App,
  accountId: number,
  input: InputOf<Search>,
  effort: Effort = input.cursor === undefined ? EFFORT : EFFORT_ON,
): Promise<OutputOf<Search>> {
  const began = performance.now()
  return readBoth(app, async (read) => {
    const { db, index } = read
    const now = app.clock.now()
    const plan = await asked(db, accountId, input, now)
    if (!plan) return NOTHING
    const rooms = await readSearchable(index, plan.rooms, plan.terms)
    const { fresh, complete } = await readFresh(db, rooms)
    const search = { ...plan, rooms, window: windowOf(plan.since, untilOf(plan, input.cursor)) }
    const found = await find(index, search, fresh, input.limit, { ...effort, began })
    const hits = (await readHits(db, found.places)).filter((message) => fulfils(lineOf(message), plan.terms))
    return {
      hits,
      people: await readAuthorsOf(db, hits),
      more: found.until ? printPlace(found.until) : null,
      lag: complete ? 0 : await readLag(read, rooms, now),
    }
  })
}

async function readHits(tx: Queries, places: readonly Place[]): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select ${messageColumns}
    from ${placesAsRows(places)} join message m on m.room_id = p.room_id and m.number = p.number
    order by p.ord
  `.execute(tx)
  return rows
}
