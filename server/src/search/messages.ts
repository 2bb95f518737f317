import { type api, type InputOf, type Message, type OutputOf, type Person, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { messageColumns } from '../messages/view.ts'
import { EFFORT, type Effort, find } from './find.ts'
import { readFresh, readLag } from './fresh.ts'
import { lineOf } from './line.ts'
import { newestFirst, type Place, printPlace, readPlace, startOf, windowOf } from './place.ts'
import { type Plan, planOf } from './plan.ts'
import { readSearchable } from './rooms.ts'
import { fulfils } from './terms.ts'

type Search = typeof api.search.messages

/** What a person types, letter by letter. */
const RATE = { count: 120, seconds: 60 }
const NOTHING = { hits: [], people: [], more: null, lag: 0 }

export async function messages(app: App, actor: Actor, input: InputOf<Search>): Promise<OutputOf<Search>> {
  app.limits.take(`search.messages:${actor.accountId}`, RATE)
  return searchMessages(app, actor.accountId, input)
}

/** The same for whoever asks in somebody's name. */
export async function searchMessages(
  app: App,
  accountId: number,
  input: InputOf<Search>,
  effort: Effort = EFFORT,
): Promise<OutputOf<Search>> {
  return snapshot(app.db, async (tx) => {
    await prepare(tx)
    const mine = await readSearchable(tx, accountId)
    const rooms = input.roomId === undefined ? mine : mine.filter(({ roomId }) => roomId === input.roomId)
    if (input.roomId !== undefined && rooms.length === 0) throw new Refusal('not_found', 'no such room')
    const now = app.clock.now()
    const plan = await planOf(tx, { ...input, accountId, now }, rooms)
    if (!plan) return NOTHING
    const { fresh, complete } = await readFresh(tx, plan.rooms)
    const search = { ...plan, window: windowOf(plan.since, untilOf(plan, input.cursor)) }
    const found = await find(tx, search, fresh, input.limit, effort)
    const hits = (await readHits(tx, found.places)).filter((message) => fulfils(lineOf(message), plan.terms))
    return {
      hits,
      people: await readPeopleOf(tx, hits),
      more: found.until ? printPlace(found.until) : null,
      lag: complete ? 0 : await readLag(tx, plan.rooms, now),
    }
  })
}

function untilOf({ before }: Plan, cursor: string | undefined): Place {
  const places = [startOf(before), ...(cursor === undefined ? [] : [readPlace(cursor)])]
  return places.sort(newestFirst).at(-1) as Place
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
    from unnest(
      ${idArray(places.map(({ roomId }) => roomId))}, ${idArray(places.map(({ number }) => number))}
    ) with ordinality as p (room_id, number, ord)
    join message m on m.room_id = p.room_id and m.number = p.number
    order by p.ord
  `.execute(tx)
  return rows
}

/** Who wrote the messages, as their rooms show them. */
async function readPeopleOf(tx: Queries, hits: readonly Message[]): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select distinct on (m.account_id) m.account_id, m.name, m.organization_id, o.name as organization_name, m.department,
      m.title, m.avatar
    from unnest(
      ${idArray(hits.map(({ roomId }) => roomId))}, ${idArray(hits.map(({ accountId }) => accountId))}
    ) as h (room_id, account_id)
    join member m on m.room_id = h.room_id and m.account_id = h.account_id
    join organization o on o.id = m.organization_id
    order by m.account_id, m.tick desc
  `.execute(tx)
  return rows
}
