import type { Category, Member, MyRoom, Person, Room } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'

/** The person's part of a `member m` row, joined with `organization o`. */
const personObject = sql<Person>`jsonb_build_object(
  'accountId', m.account_id, 'name', m.name, 'reading', m.reading, 'organizationId', m.organization_id, 'organizationName', o.name,
  'department', m.department, 'title', m.title, 'avatar', m.avatar)`

/** Columns of a `room r` row as everyone in it sees them. */
export const roomColumns: RawBuilder<Room> = sql<Room>`
  r.id, r.tick, r.type, r.name, r.description, r.last_number,
  jsonb_build_object('preset', r.icon_preset, 'hue', r.icon_hue, 'image', r.icon_image) as icon,
  ${milliseconds('r.active_at')} as active_at,
  (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'members', x.members) order by x.members desc, x.id), '[]')
    from (select o.id, o.name, count(*) as members
      from member m join organization o on o.id = m.organization_id
      where m.room_id = r.id and m.role is not null group by o.id, o.name) x) as organizations,
  case when r.type = 'group' then '[]'::jsonb else
    (select coalesce(jsonb_agg(${personObject} order by m.account_id), '[]')
      from member m join organization o on o.id = m.organization_id where m.room_id = r.id) end as people,
  r.deleted_at is not null as deleted`

/** Columns of a `member m` row joined with `organization o`. */
export const memberColumns: RawBuilder<Member> = sql<Member>`
  m.room_id, m.tick, m.role, m.account_id, m.name, m.reading, m.organization_id, o.name as organization_name,
  m.department, m.title, m.avatar`

/** Numbers of the unread messages addressed to the account of a `member m` row, ascending. */
export const unreadMentions: RawBuilder<number[]> = sql<number[]>`array(
  select n.number from mention n
    where n.room_id = m.room_id and n.account_id = m.account_id and n.number > m.read_number
  union
  select a.number from message a
    where a.room_id = m.room_id and a.to_all and a.deleted_at is null and a.number > m.read_number
      and a.account_id <> m.account_id
  order by number)`

/** Ids of the open tasks that the account of a `member m` row is to do, ascending. */
export const openTasks: RawBuilder<number[]> = sql<number[]>`array(
  select t.id from task t
    where t.room_id = m.room_id and t.account_id = m.account_id and t.status = 'open' and t.deleted_at is null
  order by t.id)`

/** Columns of an `account_room x` row joined with its `member m` and `room r`. */
export const myRoomColumns: RawBuilder<MyRoom> = sql<MyRoom>`
  x.room_id, x.tick, r.tick as room_tick, r.last_number, case when x.gone then null else m.role end as role, m.read_number,
  ${unreadMentions} as mentions, ${openTasks} as tasks,
  x.pinned, x.muted, x.category_id`

export const categoryColumns: RawBuilder<Category> = sql<Category>`
  c.id, c.tick, c.name, c.position, c.collapsed, c.deleted`
