import { type Mentions, type Message, mentions, Refusal, type Role } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { HELD, type Manner } from '../db/lane.ts'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { HAPPENED, happenedId, isWatched } from '../events/happened.ts'

/** A message that somebody wants to send. */
export interface Sending {
  readonly roomId: number
  readonly id: string
  readonly accountId: number
  readonly body: string
  readonly selfUnread: boolean
}

/** One per sending: the message as written; `known` when its id was there before; or why not. */
export type Sent = { written: Message } | { known: true } | Refusal

interface Row {
  ord: number
  role: Role | null
  number: number | null
  tick: number
  mentions: number[]
  known: boolean
  held: boolean
}

/** What differs between waiting for what somebody has locked, and passing over it. */
interface Locking {
  readonly name: string
  readonly lock: RawBuilder<unknown>
  readonly held: RawBuilder<boolean>
}

const LOCKING: Record<Manner, Locking> = {
  wait: { name: 'messages.wait', lock: sql``, held: sql`false` },
  pass: {
    name: 'messages.write',
    lock: sql`skip locked`,
    held: sql`s.role is null and exists (
      select from room r join member m on m.room_id = r.id
      where r.id = i.room_id and r.deleted_at is null and m.room_id = i.room_id and m.account_id = i.account_id and m.role is not null
    )`,
  },
}

/**
 * Writes messages of any rooms and senders in one statement: who may post, the next number and clock of each room,
 * mentions, the sender's read mark and the outbox commit together or not at all.
 *
 * Rooms are locked in id order before anything is decided, and the sender's member row with them, so that a message and
 * a removal have one order; whom it addresses is looked up when both are held, so that so have a message and an arrival. An id that another connection is just writing fails the statement on its primary key; the
 * caller tries again and meets it as `known`. Those locks are written to the log, so that what is known is also kept by the
 * replica once this has been committed.
 *
 * A room's clock comes along with the sender, and what follows from a message reads `fresh`, not the inserted rows: the
 * planner takes these lists for a row or two, and joins them by nested loops where it has to.
 */
export async function writeMessages(db: Queries, sendings: readonly Sending[], now: Date): Promise<Sent[]> {
  return (await write(db, sendings, now, 'wait')) as Sent[]
}

/** The same, but waits for nobody: what goes into a room, or comes from a member, whose row somebody has locked is answered with `HELD`. */
export function writeUnheld(db: Queries, sendings: readonly Sending[], now: Date): Promise<(Sent | typeof HELD)[]> {
  return write(db, sendings, now, 'pass')
}

async function write(
  db: Queries,
  sendings: readonly Sending[],
  now: Date,
  manner: Manner,
): Promise<(Sent | typeof HELD)[]> {
  const { name, lock, held } = LOCKING[manner]
  const addressed = sendings.map((sending) => mentions(sending.body))
  const { rows } = await sql<Row>`/* prepared ${sql.raw(name)} */
    with input as materialized (${listed(sendings, addressed)}), locked as materialized (
      select id, tick, last_number, type from room
      where id in (select room_id from input) and deleted_at is null order by id for update ${lock}
    ), sender as materialized (
      select m.room_id, m.account_id, m.role, l.tick, l.last_number from member m join locked l on l.id = m.room_id
      where (m.room_id, m.account_id) in (select room_id, account_id from input) and m.role is not null
      order by m.room_id, m.account_id for update of m ${lock}
    ), known as (
      select i.ord from input i join message m on m.room_id = i.room_id and m.id = i.id
    ), fresh as materialized (
      select i.ord, i.room_id, i.id, i.account_id, i.body, i.to_all, i.self_unread,
        i.last_number + i.place as number, i.tick + i.place as tick,
        case i.addressed when '{}' then '{}' else addressed(i.room_id, i.addressed::bigint[], i.account_id) end as mentions
      from (
        select i.*, row_number() over (partition by i.room_id order by i.ord) as place
        from (
          select distinct on (i.room_id, i.id) i.*, s.tick, s.last_number from input i
          join sender s on s.room_id = i.room_id and s.account_id = i.account_id and s.role <> 'readonly'
          where i.ord not in (select ord from known) order by i.room_id, i.id, i.ord
        ) i
      ) i
    ), ${changes(now)}, ${consequences(now)}
    select i.ord, s.role, f.number, f.tick, f.mentions, (k.ord is not null) as known, ${held} as held
    from input i
    left join sender s on s.room_id = i.room_id and s.account_id = i.account_id
    left join known k on k.ord = i.ord
    left join fresh f on f.ord = i.ord
    order by i.ord
  `.execute(db)
  return rows.map((row) =>
    row.held ? HELD : outcome(row, sendings[row.ord] as Sending, addressed[row.ord]?.all ?? false, now),
  )
}

/** What is to be sent, a row each, in the order in which it came. */
function listed(sendings: readonly Sending[], addressed: readonly Mentions[]): RawBuilder<unknown> {
  return sql`
    select * from unnest(
      ${sendings.map((_, ord) => ord)}::int[], ${idArray(sendings.map((one) => one.roomId))}, ${idArray(sendings.map((one) => one.id))},
      ${idArray(sendings.map((one) => one.accountId))}, ${sendings.map((one) => one.body)}::text[],
      ${addressed.map((one) => `{${one.accountIds.join(',')}}`)}::text[], ${addressed.map((one) => one.all)}::boolean[],
      ${sendings.map((one) => one.selfUnread)}::boolean[]
    ) as i (ord, room_id, id, account_id, body, addressed, to_all, self_unread)`
}

/** What the messages of `fresh` change: they are there, their rooms and senders have moved on, and those addressed are noted. */
function changes(now: Date): RawBuilder<unknown> {
  return sql`written as (
      insert into message (room_id, id, number, tick, account_id, kind, body, mentions, to_all, self_unread, created_at)
      select room_id, id, number, tick, account_id, 'message', body, mentions, to_all, self_unread, ${now} from fresh
    ), clocks as (
      update room r set tick = f.tick, last_number = f.number, active_at = ${now}
      from (select room_id, max(tick) as tick, max(number) as number from fresh group by room_id) f where r.id = f.room_id
    ), marks as (
      update member m set read_number = f.number
      from (select room_id, account_id, max(number) as number from fresh where not self_unread group by 1, 2) f
      where m.room_id = f.room_id and m.account_id = f.account_id
    ), named as (
      insert into mention (room_id, account_id, number, tick)
      select f.room_id, a.account_id, f.number, f.tick from fresh f, unnest(f.mentions) as a (account_id)
    )`
}

/** What reactors hear of the messages of `fresh`, and webhooks where one looks on. */
function consequences(now: Date): RawBuilder<unknown> {
  return sql`queued as (
      insert into outbox (room_id, id, tick, topic, payload, created_at)
      select room_id, id, tick, 'message', jsonb_build_object('id', id::text, 'links', body ~* 'https?://', 'addressed',
        to_all or mentions <> '{}' or room_id in (select id from locked where type = 'direct')), ${now} from fresh
    ), told as (
      insert into outbox (room_id, id, tick, topic, payload, created_at)
      select c.room_id, ${happenedId}, c.tick, ${sql.lit(HAPPENED)}, jsonb_build_object(
        'type', 'message_created', 'at', ${now.getTime()}::bigint,
        'message', jsonb_build_object('roomId', c.room_id, 'id', c.id::text, 'accountId', c.account_id, 'body', c.body,
          'createdAt', ${now.getTime()}::bigint, 'editedAt', null),
        'addressed', jsonb_build_object('accountIds', to_jsonb(c.mentions), 'all', c.to_all)
      ), ${now}
      from fresh c where ${isWatched}
    )`
}

function outcome(row: Row, sending: Sending, toAll: boolean, now: Date): Sent {
  if (row.role === null) return new Refusal('not_found', 'no such room')
  // Also for those who may no longer post: it was theirs when they sent it.
  if (row.known) return { known: true }
  if (row.role === 'readonly') return new Refusal('forbidden', 'may not post here')
  // Neither written nor refused: the id stands twice in this batch.
  if (row.number === null) return { known: true }
  return {
    written: {
      roomId: sending.roomId,
      id: sending.id,
      tick: row.tick,
      number: row.number,
      accountId: sending.accountId,
      kind: 'message',
      body: sending.body,
      mentions: row.mentions,
      toAll,
      selfUnread: sending.selfUnread,
      createdAt: now.getTime(),
      editedAt: null,
      deleted: false,
      reactions: [],
      previews: [],
    },
  }
}
