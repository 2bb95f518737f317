import { type api, type InputOf, type Person, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { newestFirst, type Place, readPlace, startOf } from './place.ts'
import { type Plan, planOf } from './plan.ts'
import { readRooms } from './rooms.ts'

export const NOTHING = { hits: [], people: [], more: null, lag: 0 }

/** What somebody asks for, within the rooms they are in now. Refuses a room that is none of theirs. */
export async function asked(
  db: Queries,
  accountId: number,
  input: InputOf<typeof api.search.messages>,
  now: Date,
): Promise<Plan | undefined> {
  const mine = await readRooms(db, accountId)
  const rooms = input.roomId === undefined ? mine : mine.filter(({ roomId }) => roomId === input.roomId)
  if (input.roomId !== undefined && rooms.length === 0) throw new Refusal('not_found', 'no such room')
  return planOf(db, { ...input, accountId, now }, rooms)
}

/** Where an answer begins: at the newest, or where the one before ended. */
export function untilOf({ before }: Plan, cursor: string | undefined): Place {
  const places = [startOf(before), ...(cursor === undefined ? [] : [readPlace(cursor)])]
  return places.sort(newestFirst).at(-1) as Place
}

/** Those who wrote or did something in a room, as it shows them. */
export async function readAuthorsOf(
  db: Queries,
  hits: readonly { readonly roomId: number; readonly accountId: number }[],
): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select distinct on (m.account_id) m.account_id, m.name, m.reading, m.organization_id, o.name as organization_name,
      m.department, m.title, m.avatar
    from unnest(
      ${idArray(hits.map(({ roomId }) => roomId))}, ${idArray(hits.map(({ accountId }) => accountId))}
    ) as h (room_id, account_id)
    join member m on m.room_id = h.room_id and m.account_id = h.account_id
    join organization o on o.id = m.organization_id
    order by m.account_id, m.tick desc
  `.execute(db)
  return rows
}
