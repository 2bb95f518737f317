import {
  type api,
  type Called,
  email,
  type FoundPerson,
  fold,
  type InputOf,
  isCalled,
  type OutputOf,
} from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { recognize } from './read.ts'
import { personColumns } from './view.ts'

type Find = typeof api.contacts.find

/** Enough for typing, too few for trying out addresses and ids. */
const RATE = { count: 60, seconds: 60 }
const FOUND_LIMIT = 50

export async function find(app: App, { accountId }: Actor, { query }: InputOf<Find>): Promise<OutputOf<Find>> {
  await app.limits.take(`contacts.find:${accountId}`, RATE)
  const address = email.safeParse(query)
  if (address.success) {
    const known = await recognize(app.db, accountId, address.data)
    if (!known) return { people: [], address: address.data }
    const people = await readFound(app.db, accountId, known.as === 'self' ? [] : [known.person.accountId])
    return { people, address: null }
  }
  const ids = new Set([
    ...(await idsByHandle(app.db, accountId, query)),
    ...(await idsByName(app.db, accountId, query)),
  ])
  return { people: await readFound(app.db, accountId, [...ids].slice(0, FOUND_LIMIT)), address: null }
}

async function idsByHandle(db: Queries, accountId: number, query: string): Promise<number[]> {
  const handle = query.trim().replace(/^@/, '').toLowerCase()
  const { rows } = await sql<{ accountId: number }>`
    select account_id from handle where chatwork_id = ${handle} and account_id <> ${accountId}
  `.execute(db)
  return rows.map((row) => row.accountId)
}

/** Among people one sees anyway. */
async function idsByName(db: Queries, accountId: number, query: string): Promise<number[]> {
  const { rows } = await sql<Called & { id: number }>`
    select a.id, a.name, a.reading from account me join account a on a.organization_id = me.organization_id where me.id = ${accountId}
    union
    select c.person_id, c.name, c.reading from contact c
    where c.account_id = ${accountId} and (c.standing <> 'none' or c.blocked)
    union
    select other.account_id, other.name, other.reading from account_room x
    join member mine on mine.room_id = x.room_id and mine.account_id = x.account_id and mine.role is not null
    join member other on other.room_id = x.room_id and other.role is not null
    join room r on r.id = x.room_id and r.deleted_at is null
    where x.account_id = ${accountId} and not x.gone
    order by name, id
  `.execute(db)
  const wanted = fold(query).trim()
  return rows.filter((row) => row.id !== accountId && isCalled(row, wanted)).map(({ id }) => id)
}

/** In the order of the ids. Somebody who blocked one is shown like anybody. */
async function readFound(db: Queries, accountId: number, ids: readonly number[]): Promise<FoundPerson[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<FoundPerson>`
    select ${personColumns}, a.chatwork_id, c.request_id,
      case when a.organization_id = me.organization_id then 'colleague' else coalesce(c.standing, 'none') end as standing
    from unnest(${idArray(ids)}) with ordinality as wanted (id, place)
    join account a on a.id = wanted.id and a.deactivated_at is null join organization o on o.id = a.organization_id
    join account me on me.id = ${accountId}
    left join contact c on c.account_id = me.id and c.person_id = a.id
    order by wanted.place
  `.execute(db)
  return rows
}
