import {
  type api,
  type Called,
  fold,
  type InputOf,
  namesOf,
  type OutputOf,
  type Person,
  type RoomHit,
} from '@naniwa/contract'
import { sql } from 'kysely'
import { personColumns } from '../accounts/view.ts'
import type { Actor, App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { type Mine, readRooms } from './rooms.ts'

type Jump = typeof api.search.jump

const RATE = { count: 240, seconds: 60 }

export async function jump(app: App, actor: Actor, { query, limit }: InputOf<Jump>): Promise<OutputOf<Jump>> {
  await app.limits.take(`search.jump:${actor.accountId}`, RATE)
  const words = fold(query)
    .split(' ')
    .filter((word) => word !== '')
  if (words.length === 0) return { groups: { rooms: [], people: [] } }
  const mine = await readRooms(app.db, actor.accountId)
  const rooms = (await readRoomHits(app.db, actor.accountId, mine)).filter(({ name, person }) =>
    isCalledAll(person ?? { name }, words),
  )
  const people = (await readNames(app.db, actor.accountId, mine)).filter((person) => isCalledAll(person, words))
  const chosen = people.slice(0, limit).map(({ accountId }) => accountId)
  return { groups: { rooms: rooms.slice(0, limit), people: await readPeople(app.db, chosen) } }
}

function isCalledAll(called: Called, words: readonly string[]): boolean {
  const names = namesOf(called)
  return words.every((word) => names.some((name) => name.includes(word)))
}

/** Those last used first. */
async function readRoomHits(db: Queries, accountId: number, rooms: readonly Mine[]): Promise<RoomHit[]> {
  const { rows } = await sql<RoomHit>`
    select r.id as room_id, r.type, r.name,
      jsonb_build_object('preset', r.icon_preset, 'hue', r.icon_hue, 'image', r.icon_image) as icon,
      case when r.type = 'direct' then (
        select jsonb_build_object('accountId', m.account_id, 'name', m.name, 'reading', m.reading,
          'organizationId', m.organization_id, 'organizationName', o.name, 'department', m.department, 'title', m.title, 'avatar', m.avatar)
        from member m join organization o on o.id = m.organization_id
        where m.room_id = r.id and m.account_id <> ${accountId} limit 1
      ) end as person
    from room r where r.id = any(${idArray(rooms.map(({ roomId }) => roomId))})
    order by r.active_at desc, r.id desc
  `.execute(db)
  return rows
}

/** Those of one's organization and those in one's rooms, by name. */
async function readNames(
  db: Queries,
  accountId: number,
  rooms: readonly Mine[],
): Promise<(Called & { accountId: number })[]> {
  const { rows } = await sql<Called & { accountId: number }>`
    select id as account_id, name, reading from account
    where organization_id = (select organization_id from account where id = ${accountId})
    union
    select a.id, a.name, a.reading from account a where a.id in (
      select account_id from member where room_id = any(${idArray(rooms.map(({ roomId }) => roomId))}) and role is not null
    )
    order by 2, 1
  `.execute(db)
  return rows
}

async function readPeople(db: Queries, accountIds: readonly number[]): Promise<Person[]> {
  if (accountIds.length === 0) return []
  return db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organizationId')
    .where('account.id', 'in', accountIds)
    .orderBy('account.name')
    .orderBy('account.id')
    .select(personColumns)
    .execute()
}
