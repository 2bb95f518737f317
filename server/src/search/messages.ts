import type { api, InputOf, Message, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import type { Queries } from '../db/transaction.ts'
import { messageColumns } from '../messages/view.ts'
import { asked, NOTHING, readAuthorsOf, untilOf } from './asked.ts'
import { EFFORT, EFFORT_ON, type Effort, find } from './find.ts'
import { readFresh, readLag } from './fresh.ts'
import { lineOf } from './line.ts'
import { type Place, placesAsRows, printPlace, windowOf } from './place.ts'
import { fulfils } from './terms.ts'

type Search = typeof api.search.messages

/** What a person types, letter by letter. */
const RATE = { count: 120, seconds: 60 }

export async function messages(app: App, actor: Actor, input: InputOf<Search>): Promise<OutputOf<Search>> {
  app.limits.take(`search.messages:${actor.accountId}`, RATE)
  return searchMessages(app, actor.accountId, input)
}

/** The same for whoever asks in somebody's name. */
export async function searchMessages(
  app: App,
  accountId: number,
  input: InputOf<Search>,
  effort: Effort = input.cursor === undefined ? EFFORT : EFFORT_ON,
): Promise<OutputOf<Search>> {
  return snapshot(app.db, async (tx) => {
    await prepare(tx)
    const now = app.clock.now()
    const plan = await asked(tx, accountId, input, now)
    if (!plan) return NOTHING
    const { fresh, complete } = await readFresh(tx, plan.rooms)
    const search = { ...plan, window: windowOf(plan.since, untilOf(plan, input.cursor)) }
    const found = await find(tx, search, fresh, input.limit, effort)
    const hits = (await readHits(tx, found.places)).filter((message) => fulfils(lineOf(message), plan.terms))
    return {
      hits,
      people: await readAuthorsOf(tx, hits),
      more: found.until ? printPlace(found.until) : null,
      lag: complete ? 0 : await readLag(tx, plan.rooms, now),
    }
  })
}

/**
 * Search has its own ideas of a good plan: always by index, row by row, and bitmaps that stay exact, since a lossy one has to
 * compute the grams of every segment it meets.
 */
async function prepare(tx: Queries): Promise<void> {
  await sql`
    select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true), set_config('work_mem', '64MB', true), set_config('jit', 'off', true)
  `.execute(tx)
}

async function readHits(tx: Queries, places: readonly Place[]): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select ${messageColumns}
    from ${placesAsRows(places)} join message m on m.room_id = p.room_id and m.number = p.number
    order by p.ord
  `.execute(tx)
  return rows
}
