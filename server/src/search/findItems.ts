import type { api, InputOf, Person } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { asked, NOTHING, readAuthorsOf, untilOf } from './asked.ts'
import { readBoth } from './databases.ts'
import { type Item, type ItemKind, readChangedItems } from './items.ts'
import { isInside, keepNewest, type Place, printPlace, type Window, windowOf } from './place.ts'
import type { Plan } from './plan.ts'
import { readSearchable, type Searchable } from './rooms.ts'
import { inside } from './segments.ts'
import { readLag } from './status.ts'
import { fulfils, lineFulfils } from './terms.ts'

/** Changes that a search reads from the tasks and files themselves when the index is behind. */
const CHANGES = 500

/** How one kind is read, judged and shown. */
export interface Shown<T> {
  readonly kind: ItemKind
  /** The things at these places, in their order; those that are gone may be left out. */
  read(db: Queries, places: readonly Place[]): Promise<T[]>
  line(thing: T): string
  /** Whose names are shown with it. */
  people(thing: T): number[]
}

export interface Answer<T> {
  hits: T[]
  people: Person[]
  more: string | null
  lag: number
}

/** The newest tasks or files of one's rooms that fulfil a query: what is not indexed yet, then what is. */
export async function searchItems<T extends { roomId: number }>(
  app: App,
  accountId: number,
  input: InputOf<typeof api.search.tasks>,
  shown: Shown<T>,
): Promise<Answer<T>> {
  return readBoth(app, async (read) => {
    const { db, index } = read
    const now = app.clock.now()
    const plan = await asked(db, accountId, input, now)
    if (!plan) return NOTHING
    const rooms = await readSearchable(index, plan.rooms, [])
    const window = windowOf(plan.since, untilOf(plan, input.cursor))
    const { fresh, complete } = await readFresh(db, rooms, shown.kind)
    const places = await findPlaces(index, plan, window, shown.kind, fresh, input.limit)
    const found = places.slice(0, input.limit)
    const hits = (await shown.read(db, found)).filter((thing) => fulfils(shown.line(thing), plan.terms))
    const people = hits.flatMap((hit) => shown.people(hit).map((who) => ({ roomId: hit.roomId, accountId: who })))
    return {
      hits,
      people: await readAuthorsOf(db, people),
      more: places.length > found.length ? printPlace(found.at(-1) as Place) : null,
      lag: complete ? 0 : await readLag(read, rooms, now),
    }
  })
}

type FreshItem = Place & Pick<Item, 'line'>

async function readFresh(
  db: Queries,
  rooms: readonly Searchable[],
  kind: ItemKind,
): Promise<{ fresh: FreshItem[]; complete: boolean }> {
  const behind = rooms.filter(({ tick, indexed }) => indexed < tick)
  const since = behind.map(({ roomId, indexed }) => ({ roomId, tick: indexed }))
  const items = await readChangedItems(db, since, [kind], { each: CHANGES, all: CHANGES })
  return {
    fresh: items.map(({ roomId, id, madeAt, line }) => ({ roomId, number: id, sentAt: madeAt, line })),
    complete: items.length < CHANGES,
  }
}

/** One more than the limit when there is more. */
async function findPlaces(
  index: Queries,
  { rooms, terms }: Plan,
  window: Window,
  kind: ItemKind,
  fresh: readonly FreshItem[],
  limit: number,
): Promise<readonly Place[]> {
  const newest = keepNewest(limit + 1, window.since)
  newest.add(fresh.filter((item) => isInside(window, item) && fulfils(item.line, terms)))
  const { rows } = await sql<Place>`
    select i.room_id, i.id as number, i.made_at as sent_at from search_item i
    where i.room_id = any(${idArray(rooms.map(({ roomId }) => roomId))}) and i.kind = ${kind} and i.made_at >= ${window.since}
      and ${inside(window, sql`i.made_at, i.room_id, i.id`)} and ${lineFulfils(sql`i.line`, terms)}
    order by 3 desc, 1 desc, 2 desc limit ${limit + 1 + fresh.length}
  `.execute(index)
  const changed = new Set(fresh.map(keyOf))
  newest.add(rows.filter((place) => !changed.has(keyOf(place))))
  return newest.all()
}

function keyOf({ roomId, number }: Place): string {
  return `${roomId}-${number}`
}
