import type { File, Member, Message, RoomHappening, Task } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Transaction } from '../db/transaction.ts'

/** Outbox rows with this topic carry a {@link Told}. */
export const HAPPENED = 'happened'

/** A message as far as programs elsewhere are told of it. */
export type ToldMessage = Pick<Message, 'roomId' | 'id' | 'accountId' | 'body' | 'createdAt' | 'editedAt'>

export type ToldTask = Pick<
  Task,
  'id' | 'roomId' | 'accountId' | 'assignedBy' | 'messageId' | 'body' | 'due' | 'status'
>
export type ToldFile = Pick<File, 'id' | 'roomId' | 'accountId' | 'messageId' | 'name' | 'size' | 'createdAt'>
export type ToldMember = Pick<Member, 'roomId' | 'accountId' | 'role'>

/** Whom a message addresses: by its text when it is sent, and those an edit adds. Never its author. */
export interface Addressing {
  readonly accountIds: readonly number[]
  readonly all: boolean
}

/** What somebody did in a room, and how the thing looked right then. */
export type Happening =
  | {
      readonly type: Extract<RoomHappening, `message_${string}`>
      readonly message: ToldMessage
      readonly addressed: Addressing
    }
  | {
      readonly type: Extract<RoomHappening, `reaction_${string}`>
      readonly message: ToldMessage
      readonly accountId: number
      readonly emoji: string
    }
  | { readonly type: Extract<RoomHappening, `task_${string}`>; readonly task: ToldTask }
  | { readonly type: Extract<RoomHappening, `file_${string}`>; readonly file: ToldFile }
  | { readonly type: Extract<RoomHappening, `member_${string}`>; readonly member: ToldMember }

const NOBODY: Addressing = { accountIds: [], all: false }

/** As the outbox carries it: with its time, in milliseconds since 1970. */
export type Told = Happening & { readonly at: number }

/** A happening with its place in the room's order. */
export interface Placed {
  readonly tick: number
  readonly happening: Happening
}

/**
 * Leaves word of changes for programs elsewhere, in the changes' own transaction. Where nobody watches it leaves nothing. A change
 * is told of once however often it is written here: its place in the room's order is its name.
 */
export async function happened(
  tx: Transaction,
  room: { readonly roomId: number; readonly now: Date },
  ...changes: readonly Placed[]
): Promise<void> {
  const happenings = changes.map(({ happening }) => happening)
  const addressed = happenings.map((one) => ('addressed' in one ? one.addressed : NOBODY))
  await sql`/* prepared events.happened */
    insert into outbox (room_id, id, tick, topic, payload, created_at)
    select c.room_id, ${happenedId}, c.tick, ${HAPPENED}, c.payload, ${room.now}
    from (
      select ${room.roomId}::bigint as room_id, i.tick, i.account_id, i.mentions::bigint[] as mentions, i.to_all, i.payload
      from unnest(
        ${idArray(changes.map(({ tick }) => tick))},
        ${idArray(happenings.map((one) => ('message' in one ? one.message.accountId : 0)))},
        ${addressed.map(({ accountIds }) => `{${accountIds.join(',')}}`)}::text[],
        ${addressed.map(({ all }) => all)}::boolean[],
        ${happenings.map((one) => JSON.stringify({ ...one, at: room.now.getTime() } satisfies Told))}::jsonb[]
      ) as i (tick, account_id, mentions, to_all, payload)
    ) c
    where ${isWatched}
    on conflict (room_id, id) do nothing
  `.execute(tx)
}

/** Id of the outbox row that tells of change `c`: below all ids of things, and in the room's order. */
export const happenedId: RawBuilder<string> = sql`c.tick - 4611686018427387904`

/**
 * Whether somebody elsewhere wants to know of change `c` (`room_id`, `account_id`, `mentions`, `to_all`): of its room, or of what is
 * addressed to them.
 */
export const isWatched: RawBuilder<boolean> = sql`(
  exists (select from watch w where w.kind = 'room' and w.subject_id = c.room_id)
  or exists (select from watch w where w.kind = 'account' and w.subject_id = any(c.mentions))
  or (c.to_all and exists (
    select from watch w join member m on m.account_id = w.subject_id
    where w.kind = 'account' and m.room_id = c.room_id and m.role is not null and m.account_id <> c.account_id
  ))
)`
