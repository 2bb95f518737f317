import { COMMENT_LIMIT, type Message } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { messageColumns } from '../messages/view.ts'

/** Text of comments in one answer, in bytes, as soon as it holds one. */
const PAGE_BYTES = 1_000_000

/**
 * What is said about a task `t` of a room: messages `m` that point at the one it was made from, or at one that tells of it. An index
 * finds them (`message_points`), whatever else is said in the room.
 */
const about: RawBuilder<unknown> = sql`
  from message m where m.room_id = t.room_id and m.kind = 'message' and m.deleted_at is null
    and (strpos(m.body, 'to=') > 0 or strpos(m.body, '/#!rid') > 0)
    and message_points(m.body) && (
      select array_agg(t.room_id || '-' || p.id) from (
        select t.message_id as id
        union select d.message_id from task_deed d
        where d.room_id = t.room_id and d.task_id = t.id and d.message_id is not null
      ) p
    )`

/** The newest first. */
export async function readComments(db: Queries, roomId: number, taskId: number): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select ${messageColumns} from (
      select m.*, sum(octet_length(m.body)) over (order by m.number desc) - octet_length(m.body) as bytes_before
      from task t cross join lateral (select m.* ${about} order by m.number desc limit ${COMMENT_LIMIT}) m
      where t.room_id = ${roomId} and t.id = ${taskId}
    ) m where m.bytes_before < ${PAGE_BYTES} order by m.number desc
  `.execute(db)
  return rows
}

export interface Count {
  readonly roomId: number
  readonly id: number
  readonly comments: number
}

/** How much was said about each of these tasks, as far as they are in rooms of an account. Those without are left out. */
export async function countOf(
  db: Queries,
  accountId: number,
  places: readonly { roomId: number; id: number }[],
): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select t.room_id, t.id, c.comments
    from (select distinct * from unnest(${idArray(places.map(({ roomId }) => roomId))}, ${idArray(places.map(({ id }) => id))})) a (room_id, id)
    join member me on me.room_id = a.room_id and me.account_id = ${accountId} and me.role is not null
    join room r on r.id = a.room_id and r.deleted_at is null
    join task t on t.room_id = a.room_id and t.id = a.id and t.deleted_at is null
    cross join lateral (select count(*) as comments from (select ${about} limit ${COMMENT_LIMIT}) m) c
    where c.comments > 0
  `.execute(db)
  return rows
}
