import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Database } from '../db/pool.ts'
import { openTasks, unreadMentions } from '../rooms/view.ts'

interface Row {
  roomId: number
  accountId: number
  readNumber: number
  lastNumber: number
  counted: number[]
  tasks: number[]
}

interface Written {
  roomId: number
  number: number
  tick: number
  accountId: number
  mentions: number[]
  toAll: boolean
  deleted: boolean
}

interface Asked {
  roomId: number
  id: number
  accountId: number
  isOpen: boolean
}

/**
 * Counts again, one by one over all messages and tasks: numbers and clocks without gap, unread messages, those addressed to one
 * and one's open tasks, for everybody in every room.
 */
export async function recount(db: Database): Promise<void> {
  const { rows } = await sql<Row>`
    select m.room_id, m.account_id, m.read_number, r.last_number, ${unreadMentions} as counted, ${openTasks} as tasks
    from member m join room r on r.id = m.room_id where m.role is not null and r.deleted_at is null
  `.execute(db)
  const { rows: messages } = await sql<Written>`
    select room_id, number, tick, account_id, mentions, to_all, deleted_at is not null as deleted from message
  `.execute(db)
  const byRoom = Map.groupBy(messages, (message) => message.roomId)
  const differing = rows.filter((row) => !isRight(row, byRoom.get(row.roomId) ?? []))
  expect(differing, 'counts that differ from a recount').toEqual([])
  const { rows: tasks } = await sql<Asked>`
    select room_id, id, account_id, status = 'open' and deleted_at is null as is_open from task order by id
  `.execute(db)
  expect(
    rows.filter((row) => !isMine(row, tasks)),
    'open tasks that differ from a recount',
  ).toEqual([])
  expect(await storageLost(db), 'organizations whose storage is counted wrong').toEqual([])
  expect(await contactsLost(db), 'contacts of whom the other is none, or whose direct chat is shut').toEqual([])
  expect(await listsLost(db), 'people whose own list of rooms is another than who is in them').toEqual([])
  expect(await placesLost(db), 'rooms whose numbers or clocks have gaps').toEqual([])
}

function isMine({ roomId, accountId, tasks }: Row, all: readonly Asked[]): boolean {
  const mine = all.filter((task) => task.roomId === roomId && task.accountId === accountId && task.isOpen)
  return JSON.stringify(mine.map(({ id }) => id)) === JSON.stringify(tasks)
}

function isRight({ accountId, readNumber, lastNumber, counted }: Row, messages: readonly Written[]): boolean {
  const unread = messages.filter(({ number }) => number > readNumber)
  const addressed = unread.filter(
    (one) => !one.deleted && one.accountId !== accountId && (one.toAll || one.mentions.includes(accountId)),
  )
  const numbers = addressed.map(({ number }) => number).sort((a, b) => a - b)
  return lastNumber - readNumber === unread.length && JSON.stringify(numbers) === JSON.stringify(counted)
}

/** Members whose own list does not have the room, and rooms in somebody's list that they are not in. */
async function listsLost(db: Database): Promise<unknown[]> {
  const { rows } = await sql`
    select coalesce(m.room_id, x.room_id) as room_id, coalesce(m.account_id, x.account_id) as account_id, m.role, x.gone
    from member m full join account_room x on x.room_id = m.room_id and x.account_id = m.account_id
    join room r on r.id = coalesce(m.room_id, x.room_id) and r.deleted_at is null
    where (m.role is not null) is distinct from (x.gone is false)
  `.execute(db)
  return rows
}

/** Rooms in which a number is missing, or whose clock is not that of the last change in it. */
async function placesLost(db: Database): Promise<unknown[]> {
  const { rows } = await sql`
    select r.id, r.tick, r.last_number, w.messages, w.highest, w.ticks, w.newest
    from room r, lateral (
      select (select count(*) from message where room_id = r.id) as messages,
        (select coalesce(max(number), 0) from message where room_id = r.id) as highest,
        (select count(*) - count(distinct tick) from (
          select tick from message where room_id = r.id union all select tick from member where room_id = r.id
          union all select tick from task where room_id = r.id
          union all select tick from file where room_id = r.id
        ) t) as ticks,
        greatest((select max(tick) from message where room_id = r.id), (select max(tick) from member where room_id = r.id),
          (select max(tick) from task where room_id = r.id), (select max(tick) from file where room_id = r.id), r.room_tick) as newest
    ) w
    where w.messages <> r.last_number or w.highest <> r.last_number or w.ticks <> 0 or w.newest <> r.tick
  `.execute(db)
  return rows
}

/** Contacts are each other's, and may both write in their direct chat; an incoming request was sent by somebody. */
async function contactsLost(db: Database): Promise<unknown[]> {
  const { rows } = await sql`
    select c.account_id, c.person_id, c.standing from contact c
    where c.standing = 'contact' and not exists (
      -- Nobody writes in a direct chat with somebody who left.
      select from account a where a.id in (c.account_id, c.person_id) and a.deactivated_at is not null
    ) and not exists (
      select from contact o join direct_room d
        on d.low_account_id = least(c.account_id, c.person_id) and d.high_account_id = greatest(c.account_id, c.person_id)
      where o.account_id = c.person_id and o.person_id = c.account_id and o.standing = 'contact'
        and o.room_id = c.room_id and d.room_id = c.room_id and not c.blocked and 2 = (
          select count(*) from member m where m.room_id = c.room_id and m.role = 'admin')
    ) or c.standing = 'incoming' and not exists (
      select from contact o where o.account_id = c.person_id and o.person_id = c.account_id and o.standing = 'outgoing'
    ) and not exists (
      select from contact_invitation i where i.account_id = c.person_id and i.person_id = c.account_id and not i.closed
    )
  `.execute(db)
  return rows
}

/** Organizations of which other bytes are kept, or reserved, than are counted. */
async function storageLost(db: Database): Promise<unknown[]> {
  const { rows } = await sql`
    select s.organization_id, s.used, s.reserved, w.kept, w.coming from organization_storage s, lateral (
      select
        (select coalesce(sum(size), 0) from file where organization_id = s.organization_id and deleted_at is null) as kept,
        (select coalesce(sum(size), 0) from upload
          where organization_id = s.organization_id and file_id is null and not given_up) as coming
    ) w
    where s.used <> w.kept or s.reserved <> w.coming
  `.execute(db)
  return rows
}
